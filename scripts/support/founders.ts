// The file of founders: who begins a consortium, who guards it, and by which rules it decides.
import { readFile } from "node:fs/promises";

import { getAddress, hexlify, isAddress, toUtf8Bytes, ZeroAddress } from "ethers";

import type { FoundingArguments } from "../../ignition/modules/Founding.js";
import { CodeList, isNameIn, leiFault, Role, type RoleName, toFixedBytes, toRoleBits } from "../../sdk/index.js";
import { UserError } from "./user-error.js";

/** What a vote is taken by unless the file says otherwise: six days in all, within the seven of a guardian's stop. */
export const DEFAULT_RULES = {
  votingDelay: 86_400,
  votingPeriod: 3 * 86_400,
  quorum: "2/3",
  timelockDelay: 2 * 86_400,
};

/** With fewer seats one of them decides, or blocks, alone. */
const LEAST_SEATS = 3;

/** The quorum on chain counts sixtieths. */
const QUORUM_DENOMINATOR = 60;

const NO_VOTE: readonly RoleName[] = ["CUSTOMS"];

interface Founder {
  readonly account: string;
  readonly roles: readonly RoleName[];
  readonly lei: string;
  readonly group: string | undefined;
  readonly carrierCodes: readonly { readonly list: bigint; readonly code: string }[];
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a file of founders. Its form stands in docs/governance.md.
 * @throws UserError that names the file, the place in it (JSON pointer) and what is wrong
 */
export async function readFounders(file: string): Promise<FoundingArguments> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return parseFounders(text, file);
}

/** The same from the text of the file; `file` is what to name it in errors. */
export function parseFounders(text: string, file: string): FoundingArguments {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UserError(`${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  return new FoundersFile(file).read(value);
}

class FoundersFile {
  constructor(private readonly file: string) {}

  read(value: unknown): FoundingArguments {
    const { members, guardians, rules = {} } = this.fields(value, "");
    const founders = this.list(members, "/members").map((member, index) => this.founder(member, `/members/${index}`));
    this.once(founders, "account", ({ account }) => account);
    this.once(founders, "lei", ({ lei }) => lei);
    const codes = founders.flatMap(({ carrierCodes }, index) => carrierCodes.map((code) => ({ ...code, index })));
    for (const [place, { list, code, index }] of codes.entries()) {
      if (codes.findIndex((other) => other.list === list && other.code === code) !== place) {
        this.fail(`/members/${index}/carrierCodes`, "names a code that another member, or this one, has already");
      }
    }
    const { groups, seats } = groupsOf(founders);
    for (const [index, { group, roles }] of founders.entries()) {
      if (group !== undefined && !votes(roles)) this.fail(`/members/${index}/group`, "is of a member without a vote");
    }
    if (seats < LEAST_SEATS) {
      this.fail("/members", `have ${seats} seats (affiliates share one, customs has none): found with ${LEAST_SEATS}`);
    }
    const admissions = founders.map(({ account, roles, lei, carrierCodes }, index) => ({
      account,
      roles: toRoleBits(roles),
      lei: hexlify(toUtf8Bytes(lei)),
      carrierCodes,
      group: groups[index]?.joins ?? 0,
    }));
    return { admissions, ...this.guardians(guardians, founders, groups), ...this.rules(rules) };
  }

  private founder(value: unknown, at: string): Founder {
    const fields = this.fields(value, at, ["name", "role", "roles", "lei", "account", "group", "carrierCodes"]);
    const { name, role, roles = role === undefined ? [] : [role], lei, account, group, carrierCodes = [] } = fields;
    if (typeof name !== "string" || name === "") this.fail(`${at}/name`, "is not the member's name");
    if (role !== undefined && fields["roles"] !== undefined) this.fail(at, "has both role and roles");
    const names = this.list(roles, `${at}/roles`).map((each) => {
      if (typeof each !== "string" || !isNameIn(Role, each) || each === "CUSTODIAN") {
        return this.fail(`${at}/roles`, `is ${JSON.stringify(each)}, which is no role of a founder`);
      }
      return each;
    });
    if (new Set(names).size !== names.length) this.fail(`${at}/roles`, "names a role twice");
    if (typeof lei !== "string") return this.fail(`${at}/lei`, "is missing");
    const fault = leiFault(lei);
    if (fault !== undefined) this.fail(`${at}/lei`, `"${lei}" ${fault}`);
    if (typeof account !== "string" || !isAddress(account) || getAddress(account) === ZeroAddress) {
      return this.fail(`${at}/account`, "is no account (0x and 40 hexadecimal digits, not zero)");
    }
    if (group !== undefined && (typeof group !== "string" || group === "")) {
      return this.fail(`${at}/group`, "is not the name of a corporate group");
    }
    const codes = this.items(carrierCodes, `${at}/carrierCodes`).map((code) =>
      this.carrierCode(code, `${at}/carrierCodes`),
    );
    if (names.includes("CARRIER") !== codes.length > 0) {
      this.fail(`${at}/carrierCodes`, "are for carriers, and a carrier has at least one");
    }
    return { account: getAddress(account), roles: names, lei, group, carrierCodes: codes };
  }

  private carrierCode(value: unknown, at: string): { list: bigint; code: string } {
    const [, list, code] = (typeof value === "string" && /^(\w+):([A-Z0-9]{2,4})$/.exec(value)) || [];
    if (list === undefined || code === undefined || !isNameIn(CodeList, list)) {
      return this.fail(at, `has ${JSON.stringify(value)}, which is no code such as "SMDG:MSC"`);
    }
    return { list: CodeList[list], code: toFixedBytes(code, 4) };
  }

  private guardians(value: unknown, founders: readonly Founder[], groups: readonly Group[]) {
    const { approvals, leis } = this.fields(value, "/guardians", ["approvals", "leis"]);
    const places = this.list(leis, "/guardians/leis").map((lei, index) => {
      const at = `/guardians/leis/${index}`;
      const place = founders.findIndex((founder) => founder.lei === lei);
      if (place === -1) this.fail(at, `${JSON.stringify(lei)} is the LEI of no member`);
      if (groups[place]?.number === 0) this.fail(at, "is a member without a vote");
      return place;
    });
    const numbers = places.map((place) => groups[place]?.number);
    if (new Set(numbers).size !== numbers.length) this.fail("/guardians/leis", "name two of the same corporate group");
    if (places.length > 15) this.fail("/guardians/leis", "name more than 15 guardians");
    const needed = this.integer(approvals, "/guardians/approvals", 1, places.length);
    return { guardians: places.map((place) => place + 1).sort((a, b) => a - b), approvalsNeeded: needed };
  }

  private rules(value: unknown): Pick<FoundingArguments, "rules" | "timelockDelay"> {
    const given = this.fields(value, "/rules", Object.keys(DEFAULT_RULES));
    const { votingDelay, votingPeriod, quorum, timelockDelay } = { ...DEFAULT_RULES, ...given };
    const DAYS_30 = 30 * 86_400;
    return {
      rules: {
        votingDelay: this.integer(votingDelay, "/rules/votingDelay", 0, DAYS_30),
        votingPeriod: this.integer(votingPeriod, "/rules/votingPeriod", 60, DAYS_30),
        quorum: this.quorum(quorum),
      },
      timelockDelay: this.integer(timelockDelay, "/rules/timelockDelay", 0, DAYS_30),
    };
  }

  private quorum(value: unknown): number {
    const [, part, whole] = (typeof value === "string" && /^([1-9]\d?)\/([1-9]\d?)$/.exec(value)) || [];
    const sixtieths = (Number(part) * QUORUM_DENOMINATOR) / Number(whole);
    if (!Number.isInteger(sixtieths) || sixtieths <= QUORUM_DENOMINATOR / 2 || sixtieths > QUORUM_DENOMINATOR) {
      this.fail("/rules/quorum", `is ${JSON.stringify(value)}, and no fraction above 1/2 in sixtieths, such as "2/3"`);
    }
    return sixtieths;
  }

  private fields(value: unknown, at: string, known?: readonly string[]): Fields {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return this.fail(at, "is no object");
    const fields = value as Fields;
    const unknown = Object.keys(fields).find((key) => known !== undefined && !known.includes(key));
    if (unknown !== undefined) this.fail(`${at}/${unknown}`, `is not known: there are ${known?.join(", ")}`);
    return fields;
  }

  private items(value: unknown, at: string): readonly unknown[] {
    return Array.isArray(value) ? (value as unknown[]) : this.fail(at, "is no list");
  }

  private list(value: unknown, at: string): readonly unknown[] {
    const items = this.items(value, at);
    return items.length > 0 ? items : this.fail(at, "is empty");
  }

  private integer(value: unknown, at: string, least: number, most: number): number {
    const isWhole = typeof value === "number" && Number.isSafeInteger(value) && value >= least && value <= most;
    return isWhole ? value : this.fail(at, `is ${JSON.stringify(value)}, not a whole number from ${least} to ${most}`);
  }

  private once(founders: readonly Founder[], name: string, keyOf: (founder: Founder) => string): void {
    const keys = founders.map(keyOf);
    const place = keys.findIndex((key, index) => keys.indexOf(key) !== index);
    if (place !== -1) this.fail(`/members/${place}/${name}`, "is another member's already");
  }

  private fail(at: string, fault: string): never {
    throw new UserError(`${this.file}: ${at === "" ? "the file" : at} ${fault}`);
  }
}

interface Group {
  /** The group's number; 0: the member has none. */
  readonly number: number;
  /** What its admission says: the group of an earlier member, or 0 for a new one or none. */
  readonly joins: number;
}

/** The groups of founders in their order, numbered as the consortium does it, and how many there are. */
function groupsOf(founders: readonly Founder[]): { groups: Group[]; seats: number } {
  const known = new Map<string, number>();
  let seats = 0;
  const groups = founders.map(({ group, roles }) => {
    if (!votes(roles)) return { number: 0, joins: 0 };
    const joins = group === undefined ? undefined : known.get(group);
    if (joins !== undefined) return { number: joins, joins };
    const number = ++seats;
    if (group !== undefined) known.set(group, number);
    return { number, joins: 0 };
  });
  return { groups, seats };
}

function votes(roles: readonly RoleName[]): boolean {
  return !roles.some((role) => NO_VOTE.includes(role));
}
