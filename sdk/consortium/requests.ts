/** Acts that one key signs and another submits (EIP-712): who signs pays nothing, who submits decides nothing. */
import { getBytes, type Provider, toBeHex, type TransactionReceipt, type TypedDataDomain } from "ethers";

import { Agency__factory } from "../../typechain-types/index.js";
import { ArgumentError, checkedAccount, checkedInteger } from "../chain/arguments.js";
import { decodingErrors } from "../chain/errors.js";
import { isSigner, type Runner, Transaction } from "../chain/transaction.js";
import { actedForIn, type ActedFor } from "./acted-for.js";

/** What is signed. */
export interface AgencyRequest {
  readonly chainId: number;
  /** The agency's address: the request is for no other. */
  readonly agency: string;
  /** Number of the member in whose name. */
  readonly principal: number;
  /** Who signs: an agent, or the member's account itself. */
  readonly agent: string;
  readonly target: string;
  /** Selector and arguments. */
  readonly data: string;
  /** Decimal digits. */
  readonly nonce: string;
  /** The last second, since 1970. */
  readonly deadline: number;
}

/** A request with its signature: plain JSON, to be handed to whoever submits it. */
export interface SignedAgencyRequest extends AgencyRequest {
  readonly signature: string;
}

export interface RequestOptions {
  /** The last second in which it may be submitted, since 1970. */
  readonly deadline: number;
  /** Requests under one key go in their order, those under different keys in any; 0 unless told. */
  readonly key?: bigint;
}

/** The EIP-712 struct of the contract Agency. */
export const SIGNED_REQUEST_TYPES = {
  SignedRequest: [
    { name: "principal", type: "uint32" },
    { name: "agent", type: "address" },
    { name: "target", type: "address" },
    { name: "data", type: "bytes" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint40" },
  ],
};
const LATEST_TIME = 2 ** 40 - 1;

/** Domain, types and message of a request, for any wallet that signs typed data. */
export function requestTypedData({ chainId, agency, ...request }: AgencyRequest) {
  const { principal, agent, target, data, nonce, deadline } = request;
  const domain: TypedDataDomain = { name: "Bollard Agency", version: "1", chainId, verifyingContract: agency };
  return {
    domain,
    types: SIGNED_REQUEST_TYPES,
    message: { principal, agent, target, data, nonce: BigInt(nonce), deadline },
  };
}

/**
 * A request for an act of a desk that is at work for a principal, such as `desk.for(7).sign(tokenId)`. It is tried first.
 * @throws ArgumentError for an act in the signer's own name, ChainError if it would be refused now
 */
export async function prepareRequest(
  act: Transaction<unknown>,
  { deadline, key = 0n }: RequestOptions,
): Promise<AgencyRequest> {
  checkedInteger(deadline, "deadline", 1, LATEST_TIME);
  const { from, to, data, principal } = await act.dryRun();
  if (principal === undefined) {
    throw new ArgumentError("act", "is in the signer's own name: open its desk for a principal, who may be the signer");
  }
  const provider = providerOf(act.runner);
  const agency = Agency__factory.connect(principal.agency, provider);
  const [nonce, { chainId }] = await decodingErrors(
    Promise.all([agency["nonces(address,uint192)"](from, key), provider.getNetwork()]),
  );
  return {
    chainId: Number(chainId),
    agency: principal.agency,
    principal: principal.member,
    agent: from,
    target: to,
    data,
    nonce: nonce.toString(),
    deadline,
  };
}

/** The same, signed by the desk's signer. @throws ArgumentError, ChainError; TypeError at a desk that only reads */
export async function signRequest(act: Transaction<unknown>, options: RequestOptions): Promise<SignedAgencyRequest> {
  if (!isSigner(act.runner)) throw new TypeError("Nobody signs: connect with a signer, not with a provider alone");
  const request = await prepareRequest(act, options);
  const { domain, types, message } = requestTypedData(request);
  return { ...request, signature: await decodingErrors(act.runner.signTypedData(domain, types, message)) };
}

/**
 * Submits what somebody else signed. Its events are who acted for whom; a desk reads what came of it.
 * @param runner anybody with a signer, who pays
 * @throws ArgumentError for a request that is not well-formed
 */
export function submitRequest(request: SignedAgencyRequest, runner: Runner): Transaction<ActedFor> {
  const checked = checkedRequest(request);
  const agency = Agency__factory.connect(checked.agency, runner);
  const events = ({ logs }: TransactionReceipt) => actedForIn(logs, checked.agency);
  const { message } = requestTypedData(checked);
  return new Transaction(agency, Agency__factory.abi, runner, "actSigned", [message, checked.signature], events);
}

/** Takes back what the signer's next nonce under a key was signed for. */
export function withdrawRequest(agency: string, nonce: string, runner: Runner): Transaction<ActedFor> {
  const contract = Agency__factory.connect(checkedAccount(agency, "agency"), runner);
  const digits = checkedNonce(nonce, "nonce");
  return new Transaction(contract, Agency__factory.abi, runner, "withdrawRequest", [BigInt(digits)], () => []);
}

/** A request as it came from somewhere else. @throws ArgumentError that names the field */
function checkedRequest(request: SignedAgencyRequest): SignedAgencyRequest {
  return {
    chainId: checkedInteger(request.chainId, "request.chainId", 1, Number.MAX_SAFE_INTEGER),
    agency: checkedAccount(request.agency, "request.agency"),
    principal: checkedInteger(request.principal, "request.principal", 1, 2 ** 32 - 1),
    agent: checkedAccount(request.agent, "request.agent"),
    target: checkedAccount(request.target, "request.target"),
    data: checkedBytes(request.data, "request.data"),
    nonce: checkedNonce(request.nonce, "request.nonce"),
    deadline: checkedInteger(request.deadline, "request.deadline", 1, LATEST_TIME),
    signature: checkedBytes(request.signature, "request.signature"),
  };
}

function checkedBytes(text: string, argument: string): string {
  if (typeof text !== "string" || !/^0x(?:[0-9a-fA-F]{2})+$/.test(text)) {
    throw new ArgumentError(argument, `is not 0x and hexadecimal digits: ${JSON.stringify(text)}`);
  }
  return text;
}

function checkedNonce(text: string, argument: string): string {
  if (typeof text !== "string" || !/^\d{1,78}$/.test(text) || getBytes(toBeHex(BigInt(text))).length > 32) {
    throw new ArgumentError(argument, `is no number of at most 256 bits in decimal digits: ${JSON.stringify(text)}`);
  }
  return text;
}

function providerOf(runner: Runner): Provider {
  const provider = isSigner(runner) ? runner.provider : runner;
  if (provider === null) throw new TypeError("The signer is not connected to a provider");
  return provider;
}
