// Who takes part in a demo: the parties that the documents name, and a file of members for whom they do not name.
import { readFile } from "node:fs/promises";
import path from "node:path";

import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { encodeBytes32String, dataSlice, hexlify, id, toUtf8Bytes } from "ethers";
import { config } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import { CodeList, leiCheckDigits, type Party, Role, type Suite, type TransportDocument } from "../../sdk/index.js";
import { admitMember, type Member } from "../support/members.js";
import { UserError } from "../support/user-error.js";

export type { Member } from "../support/members.js";

type RoleName = keyof typeof Role;

/** The parties of one shipment. */
export interface Cast {
  readonly carrier: Member;
  readonly shipper: Member;
  /** Who is to have the cargo: the consignee, endorsee or first notify party of the document, or else the importer. */
  readonly consignee: Member;
  readonly bank: Member;
  readonly forwarder: Member;
  readonly terminal: Member;
  readonly customs: Member;
  readonly haulier: Member;
  readonly truck: { readonly plate: string; readonly driver: string };
  readonly terminalHandling: { readonly amount: number; readonly currency: string };
}

interface MemberEntry {
  readonly role: RoleName;
  readonly name: string;
  readonly lei: string;
}

interface ConsortiumFile {
  readonly members: readonly MemberEntry[];
  readonly truck: Cast["truck"];
  readonly terminalHandling: Cast["terminalHandling"];
}

/** Admits members as documents name them, each legal entity once. */
export class Consortium {
  readonly #suite: Suite;
  readonly #accounts: HardhatEthersSigner[];
  readonly #file: ConsortiumFile;
  /** By LEI. */
  readonly #members = new Map<string, Member>();

  private constructor(suite: Suite, accounts: HardhatEthersSigner[], file: ConsortiumFile) {
    this.#suite = suite;
    this.#accounts = accounts;
    this.#file = file;
  }

  /** Reads the file of members; nobody is admitted yet. */
  static async open(suite: Suite, connection: NetworkConnection): Promise<Consortium> {
    const [, ...accounts] = await connection.ethers.getSigners(); // the first one deploys and governs
    const text = await readFile(path.join(config.paths.root, "examples", "consortium", "members.json"), "utf8");
    return new Consortium(suite, accounts, JSON.parse(text) as ConsortiumFile);
  }

  /** Admits whom a document needs, and answers who plays which part. */
  async cast(document: TransportDocument): Promise<Cast> {
    const { issuingParty, shipper, consignee, endorsee, notifyParties } = document.parties;
    const entitled = consignee ?? endorsee ?? notifyParties[0];
    return {
      carrier: await this.#carrier(document, issuingParty),
      shipper: await this.#party(shipper, "TRADER"),
      consignee: entitled === undefined ? await this.#listed("TRADER") : await this.#party(entitled, "TRADER"),
      bank: await this.#listed("BANK"),
      forwarder: await this.#listed("FORWARDER"),
      terminal: await this.#listed("TERMINAL"),
      customs: await this.#listed("CUSTOMS"),
      haulier: await this.#listed("HAULIER"),
      truck: this.#file.truck,
      terminalHandling: this.#file.terminalHandling,
    };
  }

  async #carrier({ carrier }: TransportDocument, issuingParty: Party): Promise<Member> {
    const list = CodeList[carrier.listProvider];
    const code = hexlify(dataSlice(encodeBytes32String(carrier.code), 0, 4));
    const number = Number(await this.#suite.consortium.memberByCarrierCode(list, code));
    const known = [...this.#members.values()].find((member) => member.number === number);
    // A carrier's name and LEI come from the issuing party: a carrier code has neither.
    return known ?? (await this.#admit("CARRIER", issuingParty.name, leiOf(issuingParty), [{ list, code }]));
  }

  async #party(party: Party, role: RoleName): Promise<Member> {
    return await this.#admit(role, party.name, leiOf(party));
  }

  async #listed(role: RoleName): Promise<Member> {
    const entry = this.#file.members.find((member) => member.role === role);
    if (entry === undefined)
      throw new UserError(`examples/consortium/members.json names no member in the role ${role}`);
    return await this.#admit(role, entry.name, entry.lei);
  }

  async #admit(
    role: RoleName,
    name: string,
    lei: string,
    carrierCodes: { list: bigint; code: string }[] = [],
  ): Promise<Member> {
    const known = this.#members.get(lei);
    if (known !== undefined) return known;
    const signer = this.#accounts.shift();
    if (signer === undefined) throw new UserError("The network has too few accounts for all parties of the documents");
    const admission = { name, roles: Role[role], lei: hexlify(toUtf8Bytes(lei)), carrierCodes };
    const admitted = await admitMember(this.#suite, signer, admission);
    this.#members.set(lei, admitted);
    return admitted;
  }
}

/** The party's LEI, or where the document gives none a made-up one that follows from its name. */
function leiOf({ lei, name }: Party): string {
  if (lei !== undefined) return lei;
  const firstEighteen = `0000DEMO${id(name).slice(2, 12).toUpperCase()}`;
  return firstEighteen + leiCheckDigits(firstEighteen);
}
