// What the tests of verification share.
import { expect } from "chai";
import type { Provider } from "ethers";

import {
  type Genuine,
  type IssuanceChoices,
  type NotGenuine,
  readTransportDocument,
  type RefusalCode,
  type Verification,
  verifyDocument,
} from "../../../sdk/index.js";
import type { DeskSuite } from "../../support/desks.js";
import type { Mutable } from "../document/documents.js";

/** An LEI's number that is right and belongs to no member. */
export const NOBODY = 99;

export const KINDS = ["STRAIGHT", "TO_ORDER", "BEARER", "WAYBILL"] as const;

/** Issues a document as it stands, and answers its token. */
export async function issue({ desks }: DeskSuite, text: string, choices?: IssuanceChoices): Promise<bigint> {
  const issuance = await desks.carrier.issuanceOf(readTransportDocument(text), choices);
  await desks.carrier.issue(issuance).send();
  return issuance.tokenId;
}

/** Verification against the chain of a suite. */
export function verifierFor(provider: Provider) {
  const verify = ({ addresses }: DeskSuite, input: string | Uint8Array): Promise<Verification> =>
    verifyDocument(input, provider, addresses);

  async function genuine(suite: DeskSuite, input: string | Uint8Array): Promise<Genuine> {
    const verification = await verify(suite, input);
    if (!verification.genuine) throw new Error(verification.sentence);
    return verification;
  }

  async function refused(suite: DeskSuite, input: string | Uint8Array, code: RefusalCode): Promise<NotGenuine> {
    const verification = await verify(suite, input);
    if (verification.genuine) throw new Error(verification.sentence);
    expect(verification.code, verification.sentence).to.equal(code);
    return verification;
  }

  return { verify, genuine, refused };
}

/** Every document that differs from this one in one value. */
export function* variants(root: Mutable): Generator<[pointer: string, text: string]> {
  function* walk(value: Mutable, pointer: string): Generator<[string, Mutable, (changed: Mutable) => void]> {
    if (typeof value !== "object" || value === null) return;
    const entries: [string, Mutable][] = Array.isArray(value)
      ? value.map((item, index) => [String(index), item])
      : Object.entries(value);
    for (const [key, child] of entries) {
      const set = (changed: Mutable) => {
        if (Array.isArray(value)) value[Number(key)] = changed;
        else value[key] = changed;
      };
      if (typeof child === "object" && child !== null) yield* walk(child, `${pointer}/${key}`);
      else yield [`${pointer}/${key}`, child, set];
    }
  }
  for (const [pointer, value, set] of walk(root, "")) {
    // The last character turned into another, so that dates, codes and texts keep their form as far as possible.
    const changed = typeof value === "string" ? value.slice(0, -1) + (value.endsWith("1") ? "2" : "1") : undefined;
    set(changed ?? (typeof value === "number" ? value + 1 : !value));
    yield [pointer, JSON.stringify(root)];
    set(value);
  }
}
