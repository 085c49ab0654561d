import type {
  AccessManager__factory,
  Agency__factory,
  BillOfLading__factory,
  BillRenderer__factory,
  Charges__factory,
  Consortium__factory,
  PickUp__factory,
  ReleaseRegistry__factory,
} from "../../../typechain-types/index.js";
import type { ErrorsOf, Sentences } from "./sentence.js";

type AnyError = ErrorsOf<
  | typeof AccessManager__factory.abi
  | typeof Agency__factory.abi
  | typeof BillOfLading__factory.abi
  | typeof BillRenderer__factory.abi
  | typeof Consortium__factory.abi
  | typeof ReleaseRegistry__factory.abi
  | typeof Charges__factory.abi
  | typeof PickUp__factory.abi
>;

/** The components of the suite, which begin the names of its own errors. */
type Own = "Agency" | "Bill" | "Consortium" | "Release" | "Container" | "Charges" | "PickUp";

/** What the contracts of OpenZeppelin refuse: ERC-721, the access manager, and what they are made of. */
export const OPENZEPPELIN_SENTENCES: Sentences<Exclude<AnyError, { name: `${Own}${string}` }>> = {
  /* ERC-721 */

  ERC721NonexistentToken: ({ tokenId }) => `The bill ${tokenId} was never issued here`,
  ERC721IncorrectOwner: ({ sender, tokenId, owner }) =>
    `${sender} does not possess the bill ${tokenId}: ${owner} possesses it`,
  ERC721InsufficientApproval: ({ operator, tokenId }) =>
    `${operator} neither possesses the bill ${tokenId} nor is approved for it`,
  ERC721InvalidApprover: ({ approver }) => `${approver} cannot approve anybody for this bill`,
  ERC721InvalidOperator: ({ operator }) => `${operator} cannot be approved for all bills`,
  ERC721InvalidOwner: ({ owner }) => `${owner} cannot possess bills`,
  ERC721InvalidReceiver: ({ receiver }) =>
    `${receiver} cannot receive a bill: it is a contract that refuses it, or zero`,
  ERC721InvalidSender: ({ sender }) => `${sender} has no bill to pass on`,

  /* POWERS */

  AccessManagedUnauthorized: ({ caller }) => `${caller} has not the power for this act: governance grants it`,
  AccessManagedRequiredDelay: ({ caller, delay }) =>
    `${caller} must schedule this act and wait ${delay} before it is carried out`,
  AccessManagedInvalidAuthority: ({ authority }) => `${authority} is no contract that could grant powers`,
  AccessManagerAlreadyScheduled: ({ operationId }) => `The operation ${operationId} is scheduled already`,
  AccessManagerBadConfirmation: () => `A power is given up by its bearer alone`,
  AccessManagerExpired: ({ operationId }) => `The operation ${operationId} was scheduled too long ago: it has expired`,
  AccessManagerInvalidInitialAdmin: ({ initialAdmin }) => `${initialAdmin} cannot be the first administrator`,
  AccessManagerLockedFunction: ({ selector }) => `The function ${selector} is for administrators alone`,
  AccessManagerLockedRole: ({ roleId }) => `The power ${roleId} is fixed`,
  AccessManagerNotReady: ({ operationId }) => `The operation ${operationId} was scheduled, and its time has not come`,
  AccessManagerNotScheduled: ({ operationId }) => `The operation ${operationId} was not scheduled`,
  AccessManagerUnauthorizedAccount: ({ msgsender, roleId }) => `${msgsender} has not the power ${roleId}`,
  AccessManagerUnauthorizedCall: ({ caller, target, selector }) =>
    `${caller} may not call the function ${selector} of ${target}`,
  AccessManagerUnauthorizedCancel: ({ msgsender, caller, target, selector }) =>
    `${msgsender} may not cancel what ${caller} scheduled for the function ${selector} of ${target}`,
  AccessManagerUnauthorizedConsume: ({ target }) => `${target} may not consume a scheduled operation`,

  /* VOTES */

  CheckpointUnorderedInsertion: () => `The votes of the past are damaged: an entry would come before an earlier one`,
  ERC5805FutureLookup: ({ timepoint, clock }) =>
    `Votes are known up to now, and not at the time ${timepoint}: it is ${clock}`,
  ERC6372InconsistentClock: () => `The clock of the votes is not the time of the chain`,
  VotesExpiredSignature: ({ expiry }) => `The signature was good until ${expiry}`,

  /* PARTS */

  AddressEmptyCode: ({ target }) => `There is no contract at ${target}`,
  FailedCall: () => `A call from one contract to another failed without a reason`,
  InsufficientBalance: ({ balance, needed }) => `The contract has ${balance} wei, and ${needed} are needed`,
  InvalidAccountNonce: ({ account, currentNonce }) =>
    `What ${account} signed was used or withdrawn already, or something else that it signed comes first: its next number ` +
    `is ${currentNonce}`,
  InvalidShortString: () => `A short text of the contract is damaged`,
  ReentrancyGuardReentrantCall: () => `The contract was called again before it had finished`,
  SafeERC20FailedOperation: ({ token }) => `The token ${token} refused the transfer`,
  StringTooLong: ({ str }) => `The text ${JSON.stringify(str)} is too long for the contract`,
  StringsInsufficientHexLength: ({ value, length }) => `${value} does not fit into ${length} hexadecimal digits`,
  SafeCastOverflowedUintDowncast: ({ bits, value }) => `${value} does not fit into ${bits} bits`,
};
