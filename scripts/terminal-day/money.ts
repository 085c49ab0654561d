// Who should have how much: kept beside the chain, and compared with it in the evening.
import { Signature, type TypedDataDomain } from "ethers";

import type { Member } from "../support/members.js";
import type { Payer } from "./cast.js";

const PERMIT = {
  Permit: [
    { name: "owner", type: "address" },
    { name: "spender", type: "address" },
    { name: "value", type: "uint256" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint256" },
  ],
};

/** The day's books of money, in the smallest unit of its ERC-20. */
export class Money {
  /** What each account has gained or spent. */
  readonly gains = new Map<string, bigint>();
  escrow = 0n;
  readonly #nonces = new Map<string, bigint>();

  constructor(
    /** In which allowances of the token are signed. */
    readonly domain: TypedDataDomain,
    /** The contract Charges, which takes the money. */
    readonly charges: string,
  ) {}

  /** A payment from one to the other. */
  pay(from: Member, to: Member, amount: bigint): void {
    this.#gain(from, -amount);
    this.#gain(to, amount);
  }

  /** A payment into escrow. */
  payIntoEscrow(from: Member, amount: bigint): void {
    this.#gain(from, -amount);
    this.escrow += amount;
  }

  /** A payment out of escrow. */
  payOutOfEscrow(to: Member, amount: bigint): void {
    this.escrow -= amount;
    this.#gain(to, amount);
  }

  /** The payer's signed allowance for one payment (ERC-2612). */
  async permit(payer: Payer, amount: bigint, deadline: number): Promise<Signature> {
    const nonce = this.#nonces.get(payer.address) ?? 0n;
    this.#nonces.set(payer.address, nonce + 1n);
    const allowance = { owner: payer.address, spender: this.charges, value: amount, nonce, deadline };
    return Signature.from(await payer.signer.signTypedData(this.domain, PERMIT, allowance));
  }

  #gain({ address }: Member, amount: bigint): void {
    this.gains.set(address, (this.gains.get(address) ?? 0n) + amount);
  }
}
