/** The parts of the token standards that paying needs: ERC-20, ERC-2612, ERC-5267, and the errors of ERC-6093. */
import type { AbiParameter } from "./abi.js";

const text = (name: string) => ({ name, type: "string", internalType: "string" }) as const;
const address = <N extends string>(name: N) => ({ name, type: "address", internalType: "address" }) as const;
const amount = <N extends string>(name: N) => ({ name, type: "uint256", internalType: "uint256" }) as const;

const view = <const N extends string, const I extends readonly AbiParameter[], const O extends readonly AbiParameter[]>(
  name: N,
  inputs: I,
  outputs: O,
) => ({ type: "function", name, stateMutability: "view", inputs, outputs }) as const;

/** What a token tells, and the one act on it. */
export const TOKEN_ABI = [
  view("name", [], [text("")]),
  view("symbol", [], [text("")]),
  view("decimals", [], [{ name: "", type: "uint8", internalType: "uint8" }]),
  view("balanceOf", [address("account")], [amount("")]),
  view("allowance", [address("owner"), address("spender")], [amount("")]),
  view("nonces", [address("owner")], [amount("")]),
  view(
    "eip712Domain",
    [],
    [
      { name: "fields", type: "bytes1", internalType: "bytes1" },
      text("name"),
      text("version"),
      amount("chainId"),
      address("verifyingContract"),
      { name: "salt", type: "bytes32", internalType: "bytes32" },
      { name: "extensions", type: "uint256[]", internalType: "uint256[]" },
    ],
  ),
  {
    type: "function",
    name: "approve",
    stateMutability: "nonpayable",
    inputs: [address("spender"), amount("amount")],
    outputs: [{ name: "", type: "bool", internalType: "bool" }],
  },
] as const;

const error = <const N extends string, const I extends readonly AbiParameter[]>(name: N, inputs: I) =>
  ({ type: "error", name, inputs }) as const;

/** Why a token refuses: ERC-6093, and what OpenZeppelin's ERC-2612 adds. */
export const TOKEN_ERRORS = [
  error("ERC20InsufficientBalance", [address("sender"), amount("balance"), amount("needed")]),
  error("ERC20InsufficientAllowance", [address("spender"), amount("allowance"), amount("needed")]),
  error("ERC20InvalidSender", [address("sender")]),
  error("ERC20InvalidReceiver", [address("receiver")]),
  error("ERC20InvalidApprover", [address("approver")]),
  error("ERC20InvalidSpender", [address("spender")]),
  error("ERC2612ExpiredSignature", [amount("deadline")]),
  error("ERC2612InvalidSigner", [address("signer"), address("owner")]),
  error("InvalidAccountNonce", [address("account"), amount("currentNonce")]),
] as const;
