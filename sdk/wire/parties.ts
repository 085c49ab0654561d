import { type DcsaIdentifyingCode, GLEIF } from "../document/dcsa.js";
import type { PartyCode } from "../document/index.js";
import { WireError } from "./error.js";

/** What the world knows of a party: the chain has its number only. */
export interface DirectoryParty {
  /** At most 70 characters. */
  readonly name: string;
  /** ISO 17442. */
  readonly lei?: string;
  /** Further codes that identify it. */
  readonly codes?: readonly PartyCode[];
  /** Where it is a user, if not on the platform of the configuration. */
  readonly eblPlatform?: string;
}

/** Members by number. A Map is one. */
export interface Directory {
  get(member: number): DirectoryParty | undefined;
}

/** How this platform appears on the wire. */
export interface WireConfig {
  /** DCSA's code of the eBL platform, at most 4 characters: `WAVE`, `BOLE`, ... */
  readonly eblPlatform: string;
  readonly directory: Directory;
}

/** DCSA's ActorParty or RecipientParty. */
export interface WireParty {
  readonly partyName: string;
  readonly eblPlatform: string;
  readonly identifyingCodes: readonly DcsaIdentifyingCode[];
  readonly taxLegalReferences?: readonly object[];
  readonly representedParty?: RepresentedParty;
}

/** On whose behalf somebody acts or receives. */
export interface RepresentedParty {
  readonly partyName: string;
  readonly identifyingCodes?: readonly DcsaIdentifyingCode[];
}

const NONE = "NONE";

/** The recipient of an act that has none: DCSA's "No Party" object (surrender 3.0.3, `RecipientParty`). */
export const NO_PARTY: WireParty = {
  eblPlatform: NONE,
  partyName: NONE,
  identifyingCodes: [{ codeListProvider: NONE, partyCode: NONE }],
};

/** Whether a party is DCSA's "No Party" object. */
export function isNoParty({ eblPlatform, partyName }: WireParty): boolean {
  return eblPlatform === NONE && partyName === NONE;
}

/**
 * A member as DCSA writes it. Its number stands last among its codes, in the list of the platform.
 * @param place where it will stand, for errors
 * @param represents the member on whose behalf it acts
 * @throws WireError UNKNOWN_MEMBER
 */
export function toWireParty(config: WireConfig, member: number, place: string, represents?: number): WireParty {
  const party = partyOf(config, member, place);
  return {
    partyName: party.name,
    eblPlatform: party.eblPlatform ?? config.eblPlatform,
    identifyingCodes: codesOf(config, member, party),
    ...(represents === undefined ? {} : { representedParty: toRepresented(config, represents, place) }),
  };
}

/**
 * The name of a member.
 * @throws WireError UNKNOWN_MEMBER
 */
export function nameOfMember(config: WireConfig, member: number, place: string): string {
  return partyOf(config, member, place).name;
}

function toRepresented(config: WireConfig, member: number, place: string): RepresentedParty {
  const party = partyOf(config, member, `${place}/representedParty`);
  return { partyName: party.name, identifyingCodes: codesOf(config, member, party) };
}

function partyOf({ directory }: WireConfig, member: number, place: string): DirectoryParty {
  const party = directory.get(member);
  if (party === undefined) throw new WireError("UNKNOWN_MEMBER", place, `the directory has no member ${member}`);
  return party;
}

function codesOf(
  { eblPlatform }: WireConfig,
  member: number,
  { lei, codes = [] }: DirectoryParty,
): DcsaIdentifyingCode[] {
  return [
    ...(lei === undefined ? [] : [{ codeListProvider: GLEIF, partyCode: lei, codeListName: "LEI" }]),
    ...codes.map(({ provider, code, list }) => ({
      codeListProvider: provider,
      partyCode: code,
      ...(list === undefined ? {} : { codeListName: list }),
    })),
    { codeListProvider: eblPlatform, partyCode: String(member) },
  ];
}
