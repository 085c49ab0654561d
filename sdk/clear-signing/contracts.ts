/** Which contracts of the suite a wallet signs for, and the words of each. */
import {
  BillOfLading__factory,
  Charges__factory,
  Consortium__factory,
  IBillOfLading__factory,
  ICharges__factory,
  IConsortium__factory,
  IPickUp__factory,
  IReleaseRegistry__factory,
  PickUp__factory,
  ReleaseRegistry__factory,
} from "../../typechain-types/index.js";
import type { AbiItem } from "../chain/abi.js";
import type { SuiteContract } from "../chain/suite.js";
import { GATE_PROOF_TYPES } from "../release/gate-proof.js";
import type { Each, Label } from "./labels.js";
import type { FunctionWords, Unsigned } from "./words.js";
import { BILL_WORDS } from "./words/bill.js";
import { CHARGES_WORDS } from "./words/charges.js";
import { CONSORTIUM_WORDS } from "./words/consortium.js";
import { GATE_PROOF_WORDS, PICK_UP_WORDS } from "./words/pick-up.js";
import { RELEASE_WORDS } from "./words/release.js";

/** Words for any parameters: of a struct those of its members, of a list of structs those of each. */
export interface AnyFields {
  readonly [name: string]: Label | Each<AnyFields> | AnyFields;
}

/** An EIP-712 message for a contract. */
export interface Message {
  /** Of the contract's domain. */
  readonly domain: { readonly name: string; readonly version: string };
  readonly types: Readonly<Record<string, readonly { readonly name: string; readonly type: string }[]>>;
  readonly words: FunctionWords<AnyFields>;
}

/** A contract whose functions wallets sign for. */
export interface SignedContract {
  /** What people call it. */
  readonly title: string;
  /** All its functions. */
  readonly abi: readonly AbiItem[];
  /** Where the parameters have their names: a contract that runs another's code does not name them. */
  readonly specification: readonly AbiItem[];
  readonly words: Readonly<Record<string, FunctionWords<AnyFields> | Unsigned>>;
  readonly messages: readonly Message[];
}

/** A contract for which no member's wallet signs, and why. */
export interface UnsignedContract {
  readonly unsigned: string;
}

/** Every contract of the suite: one that is missing here does not compile. */
export const SUITE_WORDS: Readonly<Record<SuiteContract, SignedContract | UnsignedContract>> = {
  AccessManager: { unsigned: "OpenZeppelin's: its administrator alone signs for it" },
  BillAmendments: { unsigned: "code that BillOfLading runs" },
  ReleaseCasework: { unsigned: "code that ReleaseRegistry runs" },
  Consortium: {
    title: "Members",
    abi: Consortium__factory.abi,
    specification: IConsortium__factory.abi,
    words: CONSORTIUM_WORDS,
    messages: [],
  },
  BillOfLading: {
    title: "Bills of lading",
    abi: BillOfLading__factory.abi,
    specification: IBillOfLading__factory.abi,
    words: BILL_WORDS,
    messages: [],
  },
  ReleaseRegistry: {
    title: "Release of cargo",
    abi: ReleaseRegistry__factory.abi,
    specification: IReleaseRegistry__factory.abi,
    words: RELEASE_WORDS,
    messages: [],
  },
  Charges: {
    title: "Charges",
    abi: Charges__factory.abi,
    specification: ICharges__factory.abi,
    words: CHARGES_WORDS,
    messages: [],
  },
  PickUp: {
    title: "Pick-up",
    abi: PickUp__factory.abi,
    specification: IPickUp__factory.abi,
    words: PICK_UP_WORDS,
    messages: [
      {
        domain: { name: "Bollard PickUp", version: "1" },
        types: GATE_PROOF_TYPES,
        words: GATE_PROOF_WORDS,
      },
    ],
  },
};
