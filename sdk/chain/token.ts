/** ERC-20 tokens: what they are called, amounts in words, and allowances, sent or signed. */
import { Contract, formatUnits, type Provider, Signature, type Signer, type TypedDataDomain } from "ethers";

import { ArgumentError, checkedAccount } from "./arguments.js";
import { ChainError, decodingErrors } from "./errors.js";
import { TOKEN_ABI } from "./token-abi.js";
import type { Runner } from "./transaction.js";

/** A token as people know it. */
export interface TokenInfo {
  readonly address: string;
  /** Empty if the token does not say. */
  readonly symbol: string;
  /** 0 if the token does not say: amounts are then shown in its smallest unit. */
  readonly decimals: number;
}

/** A signed allowance (ERC-2612). */
export interface Permit {
  /** Last second, since 1970. */
  readonly deadline: number;
  readonly v: number;
  readonly r: string;
  readonly s: string;
}

const PERMIT_TYPES = {
  Permit: [
    { name: "owner", type: "address" },
    { name: "spender", type: "address" },
    { name: "value", type: "uint256" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint256" },
  ],
};

/** A token's contract, for what TOKEN_ABI has. */
export function tokenAt(address: string, runner: Runner): Contract {
  return new Contract(checkedAccount(address, "token"), TOKEN_ABI, runner);
}

/**
 * What a token says of itself. ERC-20 makes symbol and decimals optional: what is missing is left out.
 * @throws ChainError NETWORK_ERROR if the node does not answer
 */
export async function readToken(provider: Provider, address: string): Promise<TokenInfo> {
  const token = tokenAt(address, provider);
  const [symbol, decimals] = await Promise.all([
    said<string>(token.getFunction("symbol")() as Promise<string>),
    said<bigint>(token.getFunction("decimals")() as Promise<bigint>),
  ]);
  return { address: checkedAccount(address, "token"), symbol: symbol ?? "", decimals: Number(decimals ?? 0n) };
}

/** An amount of a token's smallest unit as people write it: `1,234.5 EURT`. */
export function amountText(amount: bigint, { address, symbol, decimals }: TokenInfo): string {
  const [whole = "0", part = "0"] = formatUnits(amount, decimals).split(".");
  const digits = part === "0" ? "" : `.${part}`;
  return `${BigInt(whole).toLocaleString("en")}${digits} ${symbol || `of ${address}`}`;
}

/** How much of the token `spender` may take from `owner`, in its smallest unit. */
export async function allowanceOf(provider: Provider, token: string, owner: string, spender: string): Promise<bigint> {
  return await decodingErrors(tokenAt(token, provider).getFunction("allowance")(owner, spender) as Promise<bigint>);
}

/**
 * Signs an allowance, so that paying takes one transaction. The token's own domain (ERC-5267) is asked for; a token without
 * one has its name and the version 1.
 * @param deadline last second, since 1970
 * @throws ArgumentError for a token without ERC-2612
 */
export async function signPermit(
  signer: Signer,
  { token, spender, amount, deadline }: { token: string; spender: string; amount: bigint; deadline: number },
): Promise<Permit> {
  const { provider } = signer;
  if (provider === null) throw new TypeError("The signer is not connected to a provider");
  const contract = tokenAt(token, provider);
  const owner = await signer.getAddress();
  const nonce = await said<bigint>(contract.getFunction("nonces")(owner) as Promise<bigint>);
  if (nonce === undefined) throw new ArgumentError("token", `takes no signed allowances (ERC-2612): ${token}`);
  const { chainId } = await decodingErrors(provider.getNetwork());
  const domain = await domainOf(contract, token, chainId);
  const signature = await signer.signTypedData(domain, PERMIT_TYPES, {
    owner,
    spender,
    value: amount,
    nonce,
    deadline,
  });
  const { v, r, s } = Signature.from(signature);
  return { deadline, v, r, s };
}

async function domainOf(contract: Contract, token: string, chainId: bigint): Promise<TypedDataDomain> {
  type Domain = [fields: string, name: string, version: string, chainId: bigint, verifyingContract: string];
  const told = await said<Domain>(contract.getFunction("eip712Domain")() as Promise<Domain>);
  if (told !== undefined) return { name: told[1], version: told[2], chainId: told[3], verifyingContract: told[4] };
  const name = await said<string>(contract.getFunction("name")() as Promise<string>);
  return { name: name ?? "", version: "1", chainId, verifyingContract: token };
}

/** What an optional function of a token answers; nothing if it has none. */
async function said<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await decodingErrors(answer);
  } catch (error) {
    if (error instanceof ChainError && error.code !== "NETWORK_ERROR") return undefined;
    throw error;
  }
}
