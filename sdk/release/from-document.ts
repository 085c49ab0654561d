/** A consignment made from a transport document: its containers, their seals, and who will want the cargo. */
import type { Consortium } from "../../typechain-types/index.js";
import { type Member, memberByLei } from "../chain/members.js";
import { containersForRelease } from "../document/containers.js";
import { DocumentError, errorFrom, type Finding } from "../document/error.js";
import type { Container, Party, TransportDocument } from "../document/transport-document.js";
import { toParty } from "../document/transport-document.js";
import { type ConsignmentOpening, sealFault, sealHash } from "./release-arguments.js";

/** What the document does not say, or the carrier knows better. */
export interface ConsignmentChoices {
  /** 1 unless told. */
  readonly consignment?: number;
  /** Account of the terminal. */
  readonly terminal: string;
  /** Account of the customs authority. */
  readonly customs: string;
  /** Unless told, of the port of discharge. */
  readonly unLocationCode?: string | undefined;
  readonly carrierHaulage?: boolean;
  /** The numbers of those containers that go into this consignment; all unless told. */
  readonly only?: readonly string[] | undefined;
}

/** A container of the document with what the gate-out will record of it. */
export interface SealedContainer extends Container {
  /** See sealHash; absent if the document gives no seal. */
  readonly sealHash?: string;
}

/** A party of the document, and the member that it is. */
export interface FoundParty {
  readonly role: "consignee" | "endorsee" | "notify party" | "forwarder";
  readonly party: Party;
  /** Absent if it is no member, or the document gives no LEI. */
  readonly member?: Member;
}

/** A consignment as a document has it. */
export interface DocumentConsignment {
  readonly opening: ConsignmentOpening;
  readonly containers: readonly SealedContainer[];
  /** Who may want the cargo, in the order of the document. Who is entitled, the bill says. */
  readonly parties: readonly FoundParty[];
  /** Warnings, with the place in the document. */
  readonly findings: readonly Finding[];
}

/** The most that the contract takes into one consignment. */
const MOST_CONTAINERS = 500;

/** DCSA: the consignee's freight forwarder, the consignor's freight forwarder. */
const FORWARDERS = ["DDS", "DDR"];

/**
 * What to open for a document.
 * @throws DocumentError CONTAINER_REFUSED with everything at fault, each by its JSON pointer: numbers that ISO 6346 does
 *   not allow, shipper-owned containers without a registered number, seals that no hash stands for, a port without UN/LOCODE
 */
export async function consignmentFor(
  consortium: Consortium,
  document: TransportDocument,
  choices: ConsignmentChoices,
): Promise<DocumentConsignment> {
  const findings: Finding[] = [];
  const chosen = chosenContainers(document, choices.only, findings);
  try {
    containersForRelease({ ...document, containers: chosen });
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    findings.push(...error.findings);
  }
  if (chosen.length > MOST_CONTAINERS) {
    findings.push({
      rule: "release-too-many",
      severity: "error",
      pointer: chosen[MOST_CONTAINERS]?.pointer ?? document.pointer,
      message: `is container ${MOST_CONTAINERS + 1}: a consignment has at most ${MOST_CONTAINERS}, so open another`,
    });
  }
  const containers = chosen.map((container) => sealed(container, findings));
  const unLocationCode = choices.unLocationCode ?? document.portOfDischarge;
  if (unLocationCode === undefined) {
    findings.push({
      rule: "release-place",
      severity: "error",
      pointer: `${document.pointer}/transports/portOfDischarge/UNLocationCode`,
      message: "is missing: say the UN/LOCODE of the terminal",
    });
  }
  const parties = await partiesOf(consortium, document, findings);
  const error = errorFrom("CONTAINER_REFUSED", findings);
  if (error !== undefined) throw error;
  const { consignment = 1, terminal, customs, carrierHaulage = false } = choices;
  return {
    opening: {
      tokenId: document.tokenId,
      consignment,
      terminal,
      customs,
      unLocationCode: unLocationCode ?? "",
      carrierHaulage,
      numbers: containers.map(({ number }) => number),
    },
    containers,
    parties,
    findings,
  };
}

function chosenContainers(
  document: TransportDocument,
  only: readonly string[] | undefined,
  findings: Finding[],
): readonly Container[] {
  if (only === undefined) return document.containers;
  const listed = new Set(document.containers.map(({ number }) => number));
  for (const number of only) {
    if (listed.has(number)) continue;
    const pointer = `${document.pointer}/utilizedTransportEquipments`;
    const message = `does not list the container ${number}`;
    findings.push({ rule: "release-container-listed", severity: "error", pointer, message });
  }
  return document.containers.filter(({ number }) => only.includes(number));
}

/** The container with the hash of its seals; faults go to `findings`. */
function sealed(container: Container, findings: Finding[]): SealedContainer {
  const { number, seals, isShipperOwned, pointer } = container;
  const base = pointer.replace(/\/equipment\/equipmentReference$/, "");
  const add = (rule: string, severity: Finding["severity"], place: string, message: string) =>
    findings.push({ rule, severity, pointer: place, message });
  if (isShipperOwned) {
    const message = `the container ${number} is the shipper's own: no empty return to the carrier, and no detention`;
    add("release-shipper-owned", "warning", `${base}/isShipperOwned`, message);
  }
  let isAtFault = false;
  for (const [index, seal] of seals.entries()) {
    const place = `${base}/seals/${index}/number`;
    const fault = sealFault(seal) ?? (seals.indexOf(seal) < index ? "is listed twice" : undefined);
    if (fault === undefined) continue;
    isAtFault = true;
    add("release-seal", "error", place, `the seal ${JSON.stringify(seal)} of the container ${number} ${fault}`);
  }
  if (seals.length === 0) add("release-seal", "warning", `${base}/seals`, `the container ${number} has no seal`);
  return { ...container, ...(seals.length > 0 && !isAtFault && { sealHash: sealHash(seals) }) };
}

/** Those who may want the cargo, and the members that they are. */
async function partiesOf(
  consortium: Consortium,
  { parties, pointer, value }: TransportDocument,
  findings: Finding[],
): Promise<readonly FoundParty[]> {
  const named: [FoundParty["role"], Party][] = [];
  if (parties.consignee) named.push(["consignee", parties.consignee]);
  if (parties.endorsee) named.push(["endorsee", parties.endorsee]);
  for (const party of parties.notifyParties) named.push(["notify party", party]);
  for (const [index, { party, partyFunction }] of (value.documentParties.other ?? []).entries()) {
    if (!FORWARDERS.includes(partyFunction)) continue;
    named.push(["forwarder", toParty(party, `${pointer}/documentParties/other/${index}/party`)]);
  }
  return await Promise.all(
    named.map(async ([role, party]) => {
      const member = party.lei === undefined ? undefined : await memberByLei(consortium, party.lei);
      if (member === undefined) {
        const why =
          party.lei === undefined ? "has no LEI by which a member is found" : `(LEI ${party.lei}) is no member`;
        const message = `the ${role} "${party.name}" ${why}`;
        findings.push({ rule: "release-party", severity: "warning", pointer: party.pointer, message });
      }
      return { role, party, ...(member && { member }) };
    }),
  );
}
