import { hexlify, toUtf8Bytes, zeroPadBytes } from "ethers";

import { CodeList } from "../../sdk/chain/values.js";
import type { CarrierCodeStruct } from "../../typechain-types/contracts/interfaces/IConsortium.js";

export {
  Act,
  AmendmentReason,
  BillStatus,
  CodeList,
  DeliveryMark,
  Kind,
  MemberStatus,
  nameOf,
  Place,
  Role,
} from "../../sdk/chain/values.js";

/** Text as `bytes20`, left-aligned and zero-padded: a transport document reference. */
export function reference(text: string): string {
  return zeroPadBytes(toUtf8Bytes(text), 20);
}

/** A liner code as the contracts take it, from the SMDG list unless told. */
export function carrierCode(code: string, list: bigint = CodeList.SMDG): CarrierCodeStruct & { code: string } {
  return { list, code: zeroPadBytes(toUtf8Bytes(code), 4) };
}

/** The `n`th made-up LEI, as `bytes20`, with its ISO 17442 check digits. */
export function lei(n: number): string {
  const body = `BOLLARD${String(n).padStart(11, "0")}`;
  // ISO 7064 MOD 97-10: letters count as 10 (A) to 35 (Z), the check digits as 00.
  const digits = [...body, "0", "0"].map((char) => parseInt(char, 36)).join("");
  return hexlify(toUtf8Bytes(body + String(98n - (BigInt(digits) % 97n)).padStart(2, "0")));
}
