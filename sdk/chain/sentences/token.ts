import type { TOKEN_ERRORS } from "../token-abi.js";
import { timeText } from "../values.js";
import type { Sentences } from "./sentence.js";

/** Why a token refuses to be paid with. Amounts are in its smallest unit: see amountsInWords. */
export const TOKEN_SENTENCES: Sentences<(typeof TOKEN_ERRORS)[number]> = {
  ERC20InsufficientBalance: ({ sender, balance, needed }) =>
    `${sender} has ${balance} of the token's smallest units, and ${needed} are needed`,
  ERC20InsufficientAllowance: ({ spender, allowance, needed }) =>
    `The payer allows ${spender} to take ${allowance} of the token's smallest units, and ${needed} are needed`,
  ERC20InvalidSender: ({ sender }) => `${sender} cannot send this token`,
  ERC20InvalidReceiver: ({ receiver }) => `${receiver} cannot receive this token`,
  ERC20InvalidApprover: ({ approver }) => `${approver} cannot allow anybody to take this token`,
  ERC20InvalidSpender: ({ spender }) => `${spender} cannot be allowed to take this token`,
  ERC2612ExpiredSignature: (_, { deadline }) => `The signed allowance ran out at ${timeText(deadline)}`,
  ERC2612InvalidSigner: ({ signer, owner }) =>
    `The allowance is signed by ${signer} and not by ${owner}, whose money it is`,
  InvalidAccountNonce: ({ account, currentNonce }) =>
    `The signed allowance of ${account} is not the next one, which has the number ${currentNonce}`,
};
