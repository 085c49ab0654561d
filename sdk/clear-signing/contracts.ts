/** Which contracts of the suite a wallet signs for, and the words of each. */
import {
  AccessManager__factory,
  Agency__factory,
  BillOfLading__factory,
  Charges__factory,
  Consortium__factory,
  ConsortiumGovernor__factory,
  Guardians__factory,
  IAgency__factory,
  IBillOfLading__factory,
  ICharges__factory,
  IConsortium__factory,
  IGuardians__factory,
  IPickUp__factory,
  IReleaseRegistry__factory,
  PickUp__factory,
  ReleaseRegistry__factory,
  TimelockController__factory,
} from "../../typechain-types/index.js";
import type { AbiItem } from "../chain/abi.js";
import type { GovernanceContract, SuiteContract } from "../chain/suite.js";
import { SIGNED_REQUEST_TYPES } from "../consortium/requests.js";
import { GATE_PROOF_TYPES } from "../release/gate-proof.js";
import type { Each, Label } from "./labels.js";
import type { FunctionWords, Unsigned } from "./words.js";
import { AGENCY_WORDS, SIGNED_REQUEST_WORDS } from "./words/agency.js";
import { BILL_WORDS } from "./words/bill.js";
import { CHARGES_WORDS } from "./words/charges.js";
import { CONSORTIUM_WORDS } from "./words/consortium.js";
import {
  BALLOT_TYPES,
  BALLOT_WORDS,
  EXTENDED_BALLOT_TYPES,
  EXTENDED_BALLOT_WORDS,
  GOVERNOR_WORDS,
} from "./words/governor.js";
import { GUARDIANS_WORDS } from "./words/guardians.js";
import { ACCESS_MANAGER_WORDS, TIMELOCK_WORDS } from "./words/openzeppelin.js";
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
  /** Whether a suite can be without it. */
  readonly isOptional?: boolean;
}

/** A contract for which no member's wallet signs, and why. */
export interface UnsignedContract {
  readonly unsigned: string;
}

const REQUEST = { name: "Bollard Agency", version: "1" };
const VOTE = { name: "Bollard Consortium", version: "1" };

/** Every contract of the suite and of its government: one that is missing here does not compile. */
export const SUITE_WORDS: Readonly<Record<SuiteContract | GovernanceContract, SignedContract | UnsignedContract>> = {
  BillAmendments: { unsigned: "code that BillOfLading runs" },
  ReleaseCasework: { unsigned: "code that ReleaseRegistry runs" },
  Subjects: { unsigned: "is only read" },
  AccessManager: {
    title: "Powers",
    abi: AccessManager__factory.abi,
    specification: AccessManager__factory.abi,
    words: ACCESS_MANAGER_WORDS,
    messages: [],
  },
  TimelockController: {
    title: "Timelock",
    abi: TimelockController__factory.abi,
    specification: TimelockController__factory.abi,
    words: TIMELOCK_WORDS,
    messages: [],
    isOptional: true,
  },
  ConsortiumGovernor: {
    title: "Decisions",
    abi: ConsortiumGovernor__factory.abi,
    specification: ConsortiumGovernor__factory.abi,
    words: GOVERNOR_WORDS,
    messages: [
      { domain: VOTE, types: BALLOT_TYPES, words: BALLOT_WORDS },
      { domain: VOTE, types: EXTENDED_BALLOT_TYPES, words: EXTENDED_BALLOT_WORDS },
    ],
    isOptional: true,
  },
  Guardians: {
    title: "Guardians",
    abi: Guardians__factory.abi,
    specification: IGuardians__factory.abi,
    words: GUARDIANS_WORDS,
    messages: [],
    isOptional: true,
  },
  Agency: {
    title: "Agency",
    abi: Agency__factory.abi,
    specification: IAgency__factory.abi,
    words: AGENCY_WORDS,
    messages: [{ domain: REQUEST, types: SIGNED_REQUEST_TYPES, words: SIGNED_REQUEST_WORDS }],
  },
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
