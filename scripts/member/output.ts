// How the tasks about members print: plain lines for people. JSON carries the sdk's own objects.
import {
  type Bearer,
  durationText,
  type GovernmentRules,
  type MandateEntry,
  type MemberDetails,
  type MemberEntry,
  type Proposal,
  type ProposalStateName,
  type Receipt,
  type SuiteEvent,
  timeText,
  tokenToHex,
  type Value,
  type WhoCan,
} from "../../sdk/index.js";
import { type Json, table } from "../bill/output.js";

/** An object of the sdk as JSON can carry it, with everything in it. */
export function fieldsOf(value: object): { readonly [name: string]: Json } {
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, jsonOf(each)]));
}

function jsonOf(value: unknown): Json {
  if (Array.isArray(value)) return value.map(jsonOf);
  if (typeof value === "object" && value !== null) return fieldsOf(value);
  if (typeof value === "string" || typeof value === "number" || typeof value === "bigint") return value;
  return typeof value === "boolean" ? value : undefined;
}

/* WHO GOVERNS */

export function governmentText(rules: GovernmentRules): string {
  const { seats, quorum, guardians, approvalsNeeded, votingDelay, votingPeriod, timelockDelay } = rules;
  return table(
    [
      ["the members govern", `${quorum} of ${seats} seats decide; no account governs alone`],
      ["a vote", `begins ${durationText(votingDelay)} after its proposal and takes ${durationText(votingPeriod)}`],
      ["what is decided", `waits ${durationText(timelockDelay)} in the timelock, and lapses 14 days later`],
      [
        "guardians",
        `${approvalsNeeded} of the members ${guardians.join(", ")} stop moves, or a bill, for at most 7 days`,
      ],
    ],
    "  ",
  );
}

/* MEMBERS */

export function membersText(members: readonly MemberEntry[]): string {
  if (members.length === 0) return "There are no members";
  const rows = members.map(({ member, account, roles, status, lei, group, hasVote }) => [
    String(member),
    status,
    roles.join("+"),
    lei === "" ? "-" : lei,
    group === 0 ? "no vote" : `group ${group}${hasVote ? ", speaks" : ""}`,
    account,
  ]);
  return columns([["member", "status", "roles", "LEI", "vote", "account"], ...rows]);
}

export function memberDetailsText(details: MemberDetails): string {
  const { member, status, roles, lei, account, accountNumber, group, speaker, hasVote } = details;
  const rows: [string, string][] = [
    ["member", String(member)],
    ["status", status],
    ["roles", roles.join(", ")],
    ["LEI", lei === "" ? "none" : lei],
    ["account", `${account} (number ${accountNumber})`],
    ["group", group === 0 ? "none: it has no vote" : `${group}, for which member ${speaker || "nobody"} speaks`],
    ["votes", hasVote ? "yes" : "no"],
  ];
  if (details.proposedAccount !== undefined)
    rows.push(["next account", `${details.proposedAccount}, not yet accepted`]);
  if (details.substitute !== undefined) rows.push(["substitute", `member ${details.substitute}`]);
  if (details.profile !== undefined) rows.push(["profile", details.profile.uri]);
  for (const { number, scheme, key, since, until } of details.keys) {
    const end = until === undefined ? "now" : timeText(until);
    rows.push([`key ${number}`, `${scheme} ${key}, ${timeText(since)} to ${end}`]);
  }
  return table(rows, "");
}

/* PROPOSALS */

export function proposalsText(proposals: readonly Proposal[]): string {
  if (proposals.length === 0) return "Nothing was ever proposed";
  const rows = proposals.map(({ number, state, votes, description }) => [
    String(number),
    state,
    `${votes.for} for, ${votes.against} against, ${votes.abstain} abstain`,
    description,
  ]);
  return columns([["number", "state", "votes", "text"], ...rows]);
}

const NEXT: Readonly<Record<ProposalStateName, (proposal: Proposal) => string>> = {
  Pending: ({ voteStart }) => `the vote begins after ${timeText(voteStart)}`,
  Active: ({ voteEnd }) => `vote until ${timeText(voteEnd)}`,
  Canceled: () => "nothing: it was cancelled",
  Defeated: () => "nothing: too few voted, or not more for than against",
  Succeeded: ({ number, lapse }) => `hardhat member queue ${number}, until ${timeText(lapse)}`,
  Queued: ({ number, eta, lapse }) =>
    `hardhat member execute ${number}, from ${timeText(eta)} until ${timeText(lapse)}`,
  Expired: ({ lapse }) => `nothing: nobody carried it out until ${timeText(lapse)}`,
  Executed: () => "nothing: it was carried out",
};

export function proposalText(proposal: Proposal): string {
  const { proposalId, number, state, description, calls, group, proposer, block, seats, quorum, votes } = proposal;
  const rows: [string, string][] = [
    ["proposal", `${number} (${tokenToHex(proposalId)})`],
    ["text", description],
    ["by", `group ${group}, ${proposer}, in block ${block}`],
    ["state", state],
    ["next", NEXT[state](proposal)],
    ["votes", `${votes.for} for, ${votes.against} against, ${votes.abstain} abstain`],
    ["quorum", state === "Pending" ? "fixed when the vote begins" : `${quorum} of ${seats} seats, for or abstaining`],
    ...calls.map(({ text }, index): [string, string] => [`call ${index + 1}`, text]),
  ];
  return table(rows, "");
}

/* POWERS */

const KINDS: Readonly<Record<WhoCan["kind"], string>> = {
  PARTIES: "its parties, by its own rules: no power is needed. The interface of the contract says who they are",
  ROLE: "who has this power from the access manager",
  MEMBERS: "the members, by a decision of theirs",
  ACCESS_MANAGER: "the access manager, when its administrator moves a contract to another one",
  TIMELOCK_ROLE: "who has this power in the timelock",
};

export function whoCanText(answer: WhoCan): string {
  const { contract, method, kind, role, bearers, isClosed, onlyWith } = answer;
  const rows: [string, string][] = [
    ["function", `${contract}.${method}`],
    ["who", KINDS[kind]],
  ];
  if (onlyWith !== undefined) rows.push(["only with", `${onlyWith}; otherwise its parties`]);
  if (role !== undefined) rows.push(["power", role]);
  for (const bearer of bearers) rows.push(["now", bearerText(bearer)]);
  if (kind !== "PARTIES" && bearers.length === 0) rows.push(["now", "nobody"]);
  if (isClosed) rows.push(["closed", "the access manager refuses every call of this contract"]);
  return table(rows, "");
}

function bearerText({ account, contract, delay }: Bearer): string {
  const whose: Readonly<Record<string, string>> = {
    TimelockController: "the members, through the timelock",
    Guardians: "the guardians, as many as must approve",
    ConsortiumGovernor: "the members' governor",
    ReleaseRegistry: "the release registry",
  };
  const name = contract === undefined ? "one account" : (whose[contract] ?? contract);
  return `${name}: ${account}${delay === 0 ? "" : `, ${durationText(delay)} after announcing it`}`;
}

/* MANDATES */

export function mandatesText(mandates: readonly MandateEntry[]): string {
  const rows = mandates.flatMap((mandate) =>
    mandate.functions.map(({ name, state }) => [
      String(mandate.number),
      `member ${mandate.principal}`,
      mandate.agent,
      `${mandate.contract ?? mandate.target}.${name}`,
      state,
      limitText(mandate),
    ]),
  );
  return columns([["mandate", "principal", "agent", "function", "state", "limit"], ...rows]);
}

function limitText({ start, end, tokenIds, transportDocumentReferences, unLocationCode }: MandateEntry): string {
  const parts = [
    ...(start === 0 ? [] : [`from ${timeText(start)}`]),
    ...(end === 0 ? [] : [`until ${timeText(end)}`]),
    ...tokenIds.map(tokenToHex),
    ...transportDocumentReferences,
    ...(unLocationCode === "" ? [] : [unLocationCode]),
  ];
  return parts.length === 0 ? "none" : parts.join(", ");
}

/* TRANSACTIONS */

export function suiteReceiptText({ transaction, block, gas, events }: Receipt<SuiteEvent>): string {
  const head = `Done in block ${block} with ${gas.toLocaleString("en")} gas: transaction ${transaction}`;
  return [head, ...events.map((event) => `  ${eventText(event)}`)].join("\n");
}

export function suiteReceiptJson({ transaction, block, gas, cost, events }: Receipt<SuiteEvent>): {
  readonly [name: string]: Json;
} {
  return { transaction, block, gas, cost, events: events.map((event) => ({ ...event })) };
}

function eventText({ contract, event, args }: SuiteEvent): string {
  const values = Object.entries(args).map(([name, value]) => `${name} ${valueText(name, value)}`);
  return [`${contract}.${event}`, ...values].join(", ");
}

function valueText(name: string, value: Value): string {
  if (name === "proposalId" && typeof value === "bigint") return tokenToHex(value);
  if (typeof value === "object") {
    return JSON.stringify(value, (_, each: unknown) => (typeof each === "bigint" ? String(each) : each));
  }
  return value === "" ? "none" : String(value);
}

/** Rows under one another, each column as wide as its widest value. */
function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((value, column) => value.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
