import { checkedHash, checkedInteger } from "../chain/arguments.js";
import { Authority, End, type ModeName } from "../chain/values.js";
import type { Acts, ReleaseAct } from "./acts.js";
import type { GatePass, PasskeyProof } from "./gate-pass.js";
import { encodeGatePass, encodePasskeyProof, encodeSignature } from "./gate-pass.js";
import { callMode, checkedReason, checkedTime, checkedTruck, ofBill, ofContainer } from "./release-arguments.js";

/** How a laden container leaves. */
export interface GateOut {
  readonly tokenId: bigint;
  readonly number: string;
  readonly happened: number;
  /** The commitment shown at the gate-in. */
  readonly truck: string;
  /** See sealHash. */
  readonly sealHash: string;
  /** SHA-256 of the equipment interchange receipt. */
  readonly receiptHash: string;
}

/** What the terminal of a consignment does. Times are seconds since 1970, UTC; hashes are SHA-256. */
export class TerminalPart {
  constructor(private readonly acts: Acts) {}

  /* LIGHTS */

  discharge(tokenId: bigint, numbers: readonly string[], happened: number): ReleaseAct {
    return this.acts.registry("discharge", [...ofBill(tokenId, numbers), checkedTime(happened, "happened")]);
  }

  release(tokenId: bigint, numbers: readonly string[], happened: number): ReleaseAct {
    return this.acts.registry("releaseAtTerminal", [...ofBill(tokenId, numbers), checkedTime(happened, "happened")]);
  }

  withdrawRelease(tokenId: bigint, numbers: readonly string[], reasonCode: string, happened: number): ReleaseAct {
    const reason = checkedReason(reasonCode);
    const time = checkedTime(happened, "happened");
    return this.acts.registry("withdrawTerminalRelease", [...ofBill(tokenId, numbers), reason, time]);
  }

  placeHold(tokenId: bigint, numbers: readonly string[], reasonCode: string): ReleaseAct {
    return this.acts.placeHold(Authority.TERMINAL, tokenId, numbers, reasonCode);
  }

  liftHold(tokenId: bigint, numbers: readonly string[], reasonCode: string): ReleaseAct {
    return this.acts.liftHold(Authority.TERMINAL, tokenId, numbers, reasonCode);
  }

  /* SLOTS */

  /** Trucks. @param start first second @param duration seconds, 1 minute to 7 days @param capacity containers */
  openSlot(start: number, duration: number, capacity: number): ReleaseAct {
    return this.acts.pickUp("openSlot", slotOf(start, duration, capacity));
  }

  /** A train or barge. */
  openCall(mode: Exclude<ModeName, "TRUCK">, start: number, duration: number, capacity: number): ReleaseAct {
    return this.acts.pickUp("openCall", [callMode(mode), ...slotOf(start, duration, capacity)]);
  }

  /** Nobody came: once the slot is over. */
  reportNoShow(tokenId: bigint, number: string): ReleaseAct {
    return this.acts.pickUp("reportNoShow", ofContainer(tokenId, number));
  }

  /* GATE */

  /** @param signature of the booked driver: see the driver's answer in gate-payload.ts */
  gateIn(pass: GatePass, signature: string): ReleaseAct {
    return this.acts.pickUp("gateIn", [encodeGatePass(pass), encodeSignature(signature)]);
  }

  gateInWithPasskey(pass: GatePass, proof: PasskeyProof): ReleaseAct {
    return this.acts.pickUp("gateInWithPasskey", [encodeGatePass(pass), ...encodePasskeyProof(proof)]);
  }

  gateOut({ tokenId, number, happened, truck, sealHash, receiptHash }: GateOut): ReleaseAct {
    return this.acts.registry("gateOut", [
      ...ofContainer(tokenId, number),
      checkedTime(happened, "happened"),
      checkedTruck(truck),
      checkedHash(sealHash, "sealHash"),
      checkedHash(receiptHash, "receiptHash"),
    ]);
  }

  /** Who came leaves without the container. */
  turnAway(tokenId: bigint, number: string, reasonCode: string, happened: number): ReleaseAct {
    const reason = checkedReason(reasonCode);
    return this.acts.registry("turnAway", [...ofContainer(tokenId, number), reason, checkedTime(happened, "happened")]);
  }

  /** A gate-out that was recorded by mistake, within 24 hours. */
  retractGateOut(tokenId: bigint, number: string, reasonCode: string): ReleaseAct {
    return this.acts.registry("retractGateOut", [...ofContainer(tokenId, number), checkedReason(reasonCode)]);
  }

  /** @param receiptHash of the equipment interchange receipt */
  returnLaden(tokenId: bigint, number: string, receiptHash: string, happened: number): ReleaseAct {
    return this.returned("returnLaden", tokenId, number, receiptHash, happened);
  }

  /** @param receiptHash of the equipment interchange receipt */
  returnEmpty(tokenId: bigint, number: string, receiptHash: string, happened: number): ReleaseAct {
    return this.returned("returnEmpty", tokenId, number, receiptHash, happened);
  }

  /* OTHER ENDS */

  /** At a freight station. @param referenceHash of the report */
  unpack(tokenId: bigint, numbers: readonly string[], referenceHash: string, happened: number): ReleaseAct {
    return this.acts.endOtherwise(End.UNPACKED, tokenId, numbers, referenceHash, happened);
  }

  /** To a depot, where the carrier may open another consignment. @param referenceHash of the order */
  moveInland(tokenId: bigint, numbers: readonly string[], referenceHash: string, happened: number): ReleaseAct {
    return this.acts.endOtherwise(End.MOVED_INLAND, tokenId, numbers, referenceHash, happened);
  }

  private returned(method: string, tokenId: bigint, number: string, receiptHash: string, happened: number): ReleaseAct {
    const receipt = checkedHash(receiptHash, "receiptHash");
    return this.acts.registry(method, [...ofContainer(tokenId, number), receipt, checkedTime(happened, "happened")]);
  }
}

const SHORTEST_SLOT = 60;
const LONGEST_SLOT = 7 * 86_400;

function slotOf(start: number, duration: number, capacity: number): [number, number, number] {
  return [
    checkedTime(start, "start"),
    checkedInteger(duration, "duration", SHORTEST_SLOT, LONGEST_SLOT),
    checkedInteger(capacity, "capacity", 1, 65_535),
  ];
}
