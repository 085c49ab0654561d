/** How every part of a release desk makes its acts: checked at once, sent by a second call. */
import type { BaseContract, TransactionReceipt } from "ethers";

import { Charges__factory, PickUp__factory, ReleaseRegistry__factory } from "../../typechain-types/index.js";
import type { AbiItem } from "../chain/abi.js";
import type { ChainError } from "../chain/errors.js";
import { checkedHash } from "../chain/arguments.js";
import { findPrincipal } from "../chain/principal.js";
import { type Runner, Transaction } from "../chain/transaction.js";
import type { ReleaseAddresses, ReleaseContracts } from "./contracts.js";
import { type ReleaseEvent, releaseEventsIn } from "./events.js";
import { checkedReason, checkedTime, ofBill } from "./release-arguments.js";

/** An act that is ready: `dryRun()` tells what it would do and cost, `send()` does it. */
export type ReleaseAct = Transaction<ReleaseEvent>;

/** Says more of a refusal. */
export type Reword = (refused: ChainError) => Promise<ChainError>;

/** Makes acts on the three contracts. */
export class Acts {
  constructor(
    readonly contracts: ReleaseContracts,
    readonly addresses: ReleaseAddresses,
    readonly runner: Runner,
    /** Number of the member in whose name the acts are, through the agency; the signer's own unless told. */
    readonly principal?: number,
  ) {}

  registry(method: string, args: readonly unknown[]): ReleaseAct {
    return this.on(this.contracts.releaseRegistry, ReleaseRegistry__factory.abi, method, args);
  }

  charges(method: string, args: readonly unknown[], reword?: Reword): ReleaseAct {
    return this.on(this.contracts.charges, Charges__factory.abi, method, args, reword);
  }

  pickUp(method: string, args: readonly unknown[]): ReleaseAct {
    return this.on(this.contracts.pickUp, PickUp__factory.abi, method, args);
  }

  /* ACTS OF SEVERAL AUTHORITIES */

  placeHold(authority: bigint, tokenId: bigint, numbers: readonly string[], reasonCode: string): ReleaseAct {
    return this.hold("placeHold", authority, tokenId, numbers, reasonCode);
  }

  liftHold(authority: bigint, tokenId: bigint, numbers: readonly string[], reasonCode: string): ReleaseAct {
    return this.hold("liftHold", authority, tokenId, numbers, reasonCode);
  }

  /** The end of containers other than by the gate. @param referenceHash of what it is done by */
  endOtherwise(
    end: bigint,
    tokenId: bigint,
    numbers: readonly string[],
    referenceHash: string,
    happened: number,
  ): ReleaseAct {
    const reference = checkedHash(referenceHash, "referenceHash");
    const time = checkedTime(happened, "happened");
    return this.registry("endOtherwise", [...ofBill(tokenId, numbers), end, reference, time]);
  }

  private hold(
    method: "placeHold" | "liftHold",
    authority: bigint,
    tokenId: bigint,
    numbers: readonly string[],
    reasonCode: string,
  ): ReleaseAct {
    const reason = checkedReason(reasonCode);
    return this.registry(method, [...ofBill(tokenId, numbers), authority, reason]);
  }

  /** On any contract, such as a token. */
  on(
    contract: BaseContract,
    abi: readonly AbiItem[],
    method: string,
    args: readonly unknown[],
    reword?: Reword,
  ): ReleaseAct {
    const { principal } = this;
    const eventsOf = ({ logs }: TransactionReceipt) => releaseEventsIn(logs, this.addresses);
    return new Transaction(contract, abi, this.runner, method, args, eventsOf, {
      principal: principal === undefined ? undefined : () => findPrincipal(this.contracts.consortium, principal),
      reword,
    });
  }
}
