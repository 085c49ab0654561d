/** Charges for people: what is due, in which money, and where each stands. */
import { ICharges__factory } from "../../typechain-types/index.js";
import { type StructOf, structOf } from "../chain/abi.js";
import { ArgumentError } from "../chain/arguments.js";
import { ChainError, decodingErrors } from "../chain/errors.js";
import { amountText, readToken, type TokenInfo } from "../chain/token.js";
import { providerOf, type ReleaseContracts } from "./contracts.js";
import type { ReleaseEntry } from "./events.js";
import { checkedCharge } from "./release-arguments.js";

/** A charge: see Charge in contracts/interfaces/ChargeTypes.sol. `number` is empty for the whole consignment. */
export type ChargeView = StructOf<typeof ICharges__factory.abi, "chargeOf">;

/** A charge with its money in words. */
export interface ChargeState extends ChargeView {
  readonly charge: bigint;
  readonly info: TokenInfo;
  /** `1,234.5 EURT` */
  readonly words: string;
}

/** Reads a charge. @throws ArgumentError if there is none of this number */
export async function readCharge(contracts: ReleaseContracts, charge: bigint): Promise<ChargeState> {
  const view = structOf(
    ICharges__factory.abi,
    "chargeOf",
    await decodingErrors(contracts.charges.chargeOf(checkedCharge(charge))),
  );
  if (view.status === "NONE")
    throw new ArgumentError("charge", `is unknown: there is no charge of the number ${charge}`);
  const info = await readToken(providerOf(contracts), view.token);
  return { ...view, charge, info, words: amountText(view.amount, info) };
}

/** The charges that some entries raise or settle, in the order of their numbers. */
export async function readChargesIn(
  contracts: ReleaseContracts,
  entries: readonly ReleaseEntry[],
): Promise<readonly ChargeState[]> {
  const numbers = new Set(
    entries.flatMap((entry) => (entry.event === "ChargeRaised" || entry.event === "DaysSettled" ? [entry.charge] : [])),
  );
  const charges = await Promise.all([...numbers].map((charge) => readCharge(contracts, charge)));
  return charges.sort((a, b) => (a.charge < b.charge ? -1 : 1));
}

/** Names of arguments that are amounts of a token. */
const AMOUNTS = new Set(["balance", "allowance", "needed", "amount", "received", "most"]);

/** The same refusal with its amounts in the token's own unit behind it: they are in its smallest in the sentence. */
export function amountsInWords(refused: ChainError, token: TokenInfo): ChainError {
  const amounts = Object.entries(refused.args).flatMap(([name, value]) =>
    AMOUNTS.has(name) && typeof value === "bigint" ? [`${name} ${amountText(value, token)}`] : [],
  );
  if (amounts.length === 0) return refused;
  const sentence = `${refused.sentence} (${amounts.join(", ")})`;
  return new ChainError(refused.code, sentence, refused.args, refused.data, refused);
}
