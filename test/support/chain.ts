import type { HardhatEthersProvider } from "@nomicfoundation/hardhat-ethers/types";
import { expect } from "chai";
import { BrowserProvider } from "ethers";

/** Has all transactions that `send` sends mined in one block, in their order. */
export async function inOneBlock(provider: HardhatEthersProvider, send: () => Promise<unknown>): Promise<void> {
  await provider.send("evm_setAutomine", [false]);
  try {
    await send();
    await provider.send("hardhat_mine", []);
  } finally {
    await provider.send("evm_setAutomine", [true]);
  }
}

/** What a node is asked: the method and its parameters. */
export interface Request {
  readonly method: string;
  readonly params: unknown;
}

/** Answers in the place of the node; `answer` is the node's own. */
export type Falsify = (request: Request, answer: unknown) => unknown;

/** A plain ethers provider in front of the chain of a test, which writes down every request and may be made to lie. */
export function watchedProvider(
  provider: HardhatEthersProvider,
  falsify: Falsify = (_, answer) => answer,
): { provider: BrowserProvider; requests: Request[] } {
  const requests: Request[] = [];
  const request = async ({ method, params = [] }: { method: string; params?: unknown[] | Record<string, unknown> }) => {
    requests.push({ method, params });
    return falsify({ method, params }, await provider.send(method, Array.isArray(params) ? params : [params]));
  };
  // The chain's id is known: it is not asked for before every request.
  return { provider: new BrowserProvider({ request }, 31_337, { staticNetwork: true }), requests };
}

/** What `promise` throws; fails if it throws nothing, or something else than a `type`. */
export async function rejection<T extends Error>(
  promise: Promise<unknown>,
  type: abstract new (...args: never[]) => T,
): Promise<T> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof type) return error;
    throw error;
  }
  return expect.fail(`nothing was thrown, and a ${type.name} was expected`);
}

/** The same for a call that throws at once. */
export function thrown<T extends Error>(call: () => unknown, type: abstract new (...args: never[]) => T): T {
  try {
    call();
  } catch (error) {
    if (error instanceof type) return error;
    throw error;
  }
  return expect.fail(`nothing was thrown, and a ${type.name} was expected`);
}
