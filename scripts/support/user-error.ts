import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NewTaskActionFunction, TaskArguments } from "hardhat/types/tasks";
import type { Result } from "hardhat/types/utils";
import { errorResult, successfulResult } from "hardhat/utils/result";

import {
  ArgumentError,
  BatchError,
  ChainError,
  ConsignError,
  DocumentError,
  GatePayloadError,
  HistoryError,
  IssuanceError,
  toChainError,
  WireError,
} from "../../sdk/index.js";

/** What the sdk refuses: each says in its message what is wrong and where. */
const REFUSALS = [
  ArgumentError,
  BatchError,
  ChainError,
  ConsignError,
  DocumentError,
  GatePayloadError,
  HistoryError,
  IssuanceError,
  WireError,
];

/** A mistake that the person at the keyboard can put right: it is shown as one sentence, without a stack trace. */
export class UserError extends Error {
  override readonly name = "UserError";
}

/**
 * Wraps the action of a Hardhat task: a `UserError`, what the sdk refuses and Hardhat's own errors (a wrong network
 * name, a missing key) are printed as `Error: <sentence>` with exit code 1; an action that answers "failed" has printed why itself. Anything else is a fault of ours and keeps its stack trace.
 */
export function userFacing<A extends TaskArguments>(
  action: (taskArguments: A, hre: HardhatRuntimeEnvironment) => Promise<void | "failed">,
): NewTaskActionFunction<A> {
  return async (taskArguments, hre): Promise<Result<void, void>> => {
    try {
      const outcome = await action(taskArguments, hre);
      return outcome === "failed" ? errorResult() : successfulResult();
    } catch (error) {
      const sentence = sentenceOf(error);
      if (sentence === undefined) throw error;
      console.error(`Error: ${sentence}`);
      return errorResult();
    }
  };
}

/** What to tell a person about an error that is theirs to put right; nothing for any other error. */
export function sentenceOf(error: unknown): string | undefined {
  if (error instanceof UserError) return error.message;
  if (error instanceof Error && REFUSALS.some((type) => error instanceof type))
    return error.message.replaceAll("\n", "; ");
  // Hardhat's errors keep the sentence without the error number here, some of them over several lines.
  if (error instanceof Error && "formattedMessage" in error && typeof error.formattedMessage === "string") {
    return error.formattedMessage.replaceAll(/\s*\n\s*/g, " ");
  }
  return toChainError(error)?.sentence;
}
