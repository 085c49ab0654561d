/** Writes descriptors out of the words: one for the calls of a contract, one for each message. */
import type { AbiParameter } from "../chain/abi.js";
import type { SuiteContract } from "../chain/suite.js";
import { problemsOf } from "./check.js";
import { type AnyFields, type SignedContract, SUITE_WORDS, type UnsignedContract } from "./contracts.js";
import { type DeploymentEntry, type Descriptor, type Field, type Format, type Group, SCHEMA } from "./descriptor.js";
import { enumWords } from "./enums.js";
import type { Shown } from "./labels.js";
import { functionKey, messageKey, messageParameters, signedFunctions } from "./signatures.js";
import { enumName, isEach, isLabel } from "./tree.js";
import type { FunctionWords } from "./words.js";

/** Where the collection of bills stands in every descriptor. */
const BILLS = "$.metadata.constants.billOfLading";

/** The words do not fit the contracts; the message lists every problem, a line each. */
export class WordsError extends Error {
  override readonly name = "WordsError";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The words for wallets do not fit the contracts:\n${problems.map((problem) => `- ${problem}`).join("\n")}`);
    this.problems = problems;
  }
}

/** Where the suite is: what a deployment file says. */
export interface Place {
  readonly chainId: number;
  /** Contract name to checksummed address. */
  readonly contracts: Readonly<Record<string, string>>;
}

/**
 * All descriptors of a suite by their file name, as the public registry of descriptors names them:
 * `calldata-BillOfLading.json`, `eip712-PickUp.json`.
 * @throws WordsError if a contract, function, parameter, or code of an enum has no words, or there are words too many
 */
export function clearSigning(
  { chainId, contracts }: Place,
  words: Readonly<Record<string, SignedContract | UnsignedContract>> = SUITE_WORDS,
): Record<string, Descriptor> {
  const problems = Object.keys(contracts)
    .filter((name) => words[name] === undefined)
    .map((name) => `${name}: no words for this contract of the suite`);
  for (const [name, contract] of Object.entries(words)) {
    if ("unsigned" in contract) continue;
    if (contracts[name] === undefined && !contract.isOptional)
      problems.push(`${name}: the deployment has no such contract`);
    problems.push(...problemsOf(name, contract));
  }
  const billOfLading = contracts["BillOfLading" satisfies SuiteContract];
  if (problems.length > 0 || billOfLading === undefined) throw new WordsError(problems);

  const files: Record<string, Descriptor> = {};
  for (const [name, contract] of Object.entries(words)) {
    const address = contracts[name];
    if ("unsigned" in contract || address === undefined) continue;
    const deployments = [{ chainId, address }];
    files[`calldata-${name}.json`] = callDescriptor(name, contract, deployments, { billOfLading });
    const [first] = contract.messages;
    if (first !== undefined) {
      const context = { $id: first.domain.name, eip712: { domain: first.domain, deployments } };
      files[`eip712-${name}.json`] = messageDescriptor(context, contract, { billOfLading });
    }
  }
  return files;
}

/** What a wallet shows of the calls of a contract. */
function callDescriptor(
  name: string,
  contract: SignedContract,
  deployments: readonly DeploymentEntry[],
  constants: Readonly<Record<string, string>>,
): Descriptor {
  const enums = new Set<string>();
  const formats: Record<string, Format> = {};
  for (const signed of signedFunctions(contract).values()) {
    const words = contract.words[signed.name];
    if (words !== undefined && !("calledBy" in words)) {
      formats[functionKey(signed)] = formatOf(words, signed.inputs, enums);
    }
  }
  return descriptor({ $id: `Bollard ${name}`, contract: { deployments } }, contract.title, constants, enums, formats);
}

/** What a wallet shows of the messages for a contract. */
function messageDescriptor(
  context: Descriptor["context"],
  { title, messages }: SignedContract,
  constants: Readonly<Record<string, string>>,
): Descriptor {
  const enums = new Set<string>();
  const formats: Record<string, Format> = {};
  for (const message of messages) {
    formats[messageKey(message)] = formatOf(message.words, messageParameters(message), enums);
  }
  return descriptor(context, title, constants, enums, formats);
}

function descriptor(
  context: Descriptor["context"],
  contractName: string,
  constants: Readonly<Record<string, string>>,
  enums: ReadonlySet<string>,
  formats: Readonly<Record<string, Format>>,
): Descriptor {
  return {
    $schema: SCHEMA,
    context,
    metadata: {
      owner: "Bollard",
      contractName,
      constants,
      enums: Object.fromEntries([...enums].sort().map((name) => [name, enumWords(name)])),
    },
    display: { formats },
  };
}

function formatOf(
  { intent, sentence, fields }: FunctionWords<AnyFields>,
  inputs: readonly AbiParameter[],
  enums: Set<string>,
): Format {
  // In the order of the words, which is the order for people.
  const shown = Object.entries(fields).flatMap(([name, words]) => {
    const input = inputs.find((parameter) => parameter.name === name);
    return input === undefined ? [] : fieldsOf(input, words, { base: "", group: "" }, enums);
  });
  const visible = shown.filter((field) => !("visible" in field)).map(({ path }) => path);
  // Of overloaded functions, those with a value that the sentence leaves out do without it.
  return sentence !== undefined && visible.every((path) => sentence.includes(`{${path}}`))
    ? { intent, interpolatedIntent: sentence, fields: shown }
    : { intent, fields: shown };
}

/** Where a value stands: behind which part of its path, and in which list, whose fields have paths of their own. */
interface Position {
  readonly base: string;
  /** From the root of the call, as `acts.[].`; empty: in none. */
  readonly group: string;
}

function fieldsOf(
  { name, type, internalType, components = [] }: AbiParameter,
  words: AnyFields[string],
  { base, group }: Position,
  enums: Set<string>,
): (Field | Group)[] {
  const path = base + name + (type.endsWith("[]") ? ".[]" : "");
  if (isEach(words)) {
    const within = { base: "", group: `${group}${path}.` };
    return [{ path, label: words.heading, fields: structFields(components, words.each, within, enums) }];
  }
  if (!isLabel(words)) return structFields(components, words, { base: `${path}.`, group }, enums);
  if ("hidden" in words) return [{ path, label: name, format: "raw", visible: "never" }];
  return [shownField(path, words, internalType, group, enums)];
}

function structFields(
  components: readonly AbiParameter[],
  words: AnyFields,
  position: Position,
  enums: Set<string>,
): (Field | Group)[] {
  return Object.entries(words).flatMap(([name, inner]) => {
    const component = components.find((parameter) => parameter.name === name);
    return component === undefined ? [] : fieldsOf(component, inner, position, enums);
  });
}

/** A path to another value: of the same struct in a list, else from the root of the call. */
function reference(of: string, group: string): string {
  if (of.startsWith("@")) return of;
  return group !== "" && of.startsWith(group) ? of.slice(group.length) : `#.${of}`;
}

function shownField(
  path: string,
  { label, as, of = "" }: Shown,
  internalType: string,
  group: string,
  enums: Set<string>,
): Field {
  const enumField = (name: string): Field => {
    enums.add(name);
    return { path, label, format: "enum", params: { $ref: `$.metadata.enums.${name}` } };
  };
  switch (as) {
    case "party":
      return { path, label, format: "addressName", params: { types: ["wallet", "eoa", "contract"] } };
    case "contract":
      return { path, label, format: "addressName", params: { types: ["contract"] } };
    case "token":
      return { path, label, format: "tokenTicker" };
    case "bill":
      return { path, label, format: "nftName", params: { collection: BILLS } };
    case "date":
      return { path, label, format: "date", params: { encoding: "timestamp" } };
    case "duration":
      return { path, label, format: "duration" };
    case "choice":
      return enumField(enumName(internalType));
    case "code":
      return enumField(of);
    case "ether":
      return { path, label, format: "amount" };
    case "amount":
      return { path, label, format: "tokenAmount", params: { tokenPath: reference(of, group) } };
    case "call":
      return { path, label, format: "calldata", params: { calleePath: reference(of, group) } };
    case "number":
    case "yes or no":
    case "text":
    case "bytes":
      return { path, label, format: "raw" };
  }
}
