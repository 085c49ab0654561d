import { type BigNumberish, Wallet, keccak256 } from "ethers";

import { EVM_CHAIN_ID } from "../lib/settings.js";
import type { Lane } from "./drive.js";

/** What a transaction of the load does. */
export interface Act {
  to: string;
  data?: string;
  value?: BigNumberish;
  gasLimit: BigNumberish;
}

/** One account of the load. Nobody else signs with it, so it counts its nonces itself. */
export class Account {
  readonly address: string;
  readonly #wallet: Wallet;
  #nonce: number;

  /**
   * @param url the node that takes its transactions: always the same one, because another learns of them a moment later
   * @param nonce of its next transaction
   */
  constructor(
    privateKey: string,
    readonly url: string,
    nonce: number,
  ) {
    this.#wallet = new Wallet(privateKey);
    this.address = this.#wallet.address;
    this.#nonce = nonce;
  }

  /** Signs those acts in that order. */
  async lane(acts: Act[]): Promise<Lane> {
    const signed: string[] = [];
    for (const act of acts) {
      const nonce = this.#nonce++;
      signed.push(await this.#wallet.signTransaction({ ...act, type: 0, chainId: EVM_CHAIN_ID, gasPrice: 0n, nonce }));
    }
    return { url: this.url, signed, hashes: signed.map((bytes) => keccak256(bytes)) };
  }
}
