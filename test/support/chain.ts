import type { HardhatEthersProvider } from "@nomicfoundation/hardhat-ethers/types";
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
