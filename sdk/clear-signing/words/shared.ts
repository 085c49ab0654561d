/** Words that several contracts have in common. */
import { bill, bytes, choice, party, yesNo } from "../labels.js";
import { calledBy } from "../words.js";

/** What a carrier says of one bill, at issue and at reissue. */
export const ISSUANCE = {
  tokenId: bill(),
  transportDocumentReference: bytes("Reference (ASCII)"),
  kind: choice("Kind"),
  issueTo: party("Issued to"),
  shipper: party("Shipper (0: none)"),
  titleTo: party("Title to (0: bearer)"),
  shipperRepresents: bytes("Shipper represents"),
  titleToRepresents: bytes("Title represents"),
  noDisposal: yesNo("Consignee disposes"),
};

/** Which clock of a container. */
export const CLOCK_KEY = {
  tokenId: bill(),
  number: bytes("Container (ASCII)"),
  creditor: choice("Charged as"),
  kind: choice("Charge"),
};

export const NUMBERS = bytes("Container (ASCII)");
export const NUMBER = bytes("Container (ASCII)");
export const REASON = bytes("Reason code (ASCII)");

/** Of every contract that asks the access manager who may do what. */
export const SET_AUTHORITY = { setAuthority: calledBy("the access manager") };
