/** Holds the words against the ABI: nothing is left out, nothing is shown as what it is not. */
import type { AbiParameter } from "../chain/abi.js";
import { ENUMS } from "../chain/values.js";
import type { AnyFields, SignedContract } from "./contracts.js";
import { enumWords } from "./enums.js";
import { enumName, isEach, isLabel } from "./tree.js";
import type { Shown } from "./labels.js";
import { messageName, messageParameters, type NamedFunction, signedFunctions } from "./signatures.js";
import type { FunctionWords } from "./words.js";

/** A value that is shown, as sentences and amounts refer to it. */
interface Leaf {
  readonly path: string;
  readonly type: string;
  /** Absent for a value that is left out. */
  readonly shown?: Shown;
  /** Stands in a list: how many there are is not known before. */
  readonly isInList: boolean;
}

/**
 * What hardware wallets show without cutting it off, in characters, and how many words of an enum they take: by the
 * tool with which Ledger checks descriptors (https://pypi.org/project/erc7730, version 1.0.12).
 */
const LIMITS = { intent: 30, label: 20, word: 20, words: 32 };

/** Which types of values may be shown as what. */
const FITS: Readonly<Record<Shown["as"], (parameter: AbiParameter) => boolean>> = {
  party: ({ type }) => type === "address",
  contract: ({ type }) => type === "address",
  token: ({ type }) => type === "address",
  bill: ({ type }) => type === "uint256",
  date: ({ type }) => /^uint(?:40|48|64|256)$/.test(type),
  duration: ({ type }) => /^uint(?:32|40|48|64|256)$/.test(type),
  choice: ({ internalType }) => Object.hasOwn(ENUMS, enumName(internalType)),
  code: ({ type }) => type === "uint8",
  ether: ({ type }) => type === "uint256",
  amount: ({ type }) => /^uint(?:96|128|256)$/.test(type),
  call: ({ type }) => type === "bytes",
  number: (parameter) =>
    /^u?int/.test(parameter.type) && !isTime(parameter) && !isBill(parameter) && !isEnum(parameter),
  "yes or no": ({ type }) => type === "bool",
  text: ({ type }) => type === "string",
  bytes: ({ type }) => /^bytes\d*$/.test(type),
};

/** Times of the suite are of these types, and nothing else is. */
const isTime = ({ type }: AbiParameter) => type === "uint40" || type === "uint48";
const isBill = ({ name, type }: AbiParameter) => type === "uint256" && /^(?:tokenIds?|successor)$/.test(name);
const isEnum = ({ internalType }: AbiParameter) => internalType.startsWith("enum ");

/** What is wrong with the words of a contract, a sentence each; nothing if all is well. */
export function problemsOf(
  name: string,
  contract: Pick<SignedContract, "abi" | "specification" | "words" | "messages">,
) {
  const problems: string[] = [];
  const overloads = new Map<string, NamedFunction[]>();
  for (const signed of signedFunctions(contract).values()) {
    overloads.set(signed.name, [...(overloads.get(signed.name) ?? []), signed]);
  }
  for (const [functionName, functions] of overloads) {
    const words = contract.words[functionName];
    if (words === undefined) problems.push(`${name}.${functionName}: no words`);
    else if (!("calledBy" in words)) problems.push(...functionProblems(`${name}.${functionName}`, words, functions));
  }
  for (const functionName of Object.keys(contract.words)) {
    if (!overloads.has(functionName)) problems.push(`${name}.${functionName}: words, but there is no such function`);
  }
  for (const message of contract.messages) {
    const { name: domain, version } = message.domain;
    if (domain !== contract.messages[0]?.domain.name || version !== contract.messages[0].domain.version) {
      problems.push(`${name}: messages in more than one domain`);
    }
    const inputs = messageParameters(message);
    problems.push(...functionProblems(`${name}, message ${messageName(message)}`, message.words, [{ inputs }]));
  }
  return problems;
}

function functionProblems(
  place: string,
  { intent, sentence, fields }: FunctionWords<AnyFields>,
  overloads: readonly Pick<NamedFunction, "inputs">[],
): string[] {
  const problems: string[] = [];
  if (intent.trim() === "" || intent.length > LIMITS.intent) {
    problems.push(`${place}: the intent has ${intent.length} characters, and 1 to ${LIMITS.intent} are shown`);
  }
  const used = new Set<string>();
  let isSentenceUsed = sentence === undefined;
  for (const { inputs } of overloads) {
    const leaves = leavesOf(place, inputs, fields, { base: "", isInList: false }, problems, used);
    problems.push(...referenceProblems(place, leaves, inputs), ...labelProblems(place, leaves));
    if (sentence === undefined) continue;
    const visible = leaves.filter(({ shown }) => shown !== undefined);
    const mentioned = [...sentence.matchAll(/\{([^{}]*)\}/g)].map(([, path = ""]) => path);
    for (const path of mentioned) {
      if (!visible.some((leaf) => leaf.path === path))
        problems.push(`${place}: the sentence names {${path}}, which is not shown`);
    }
    if (visible.some(({ isInList }) => isInList)) problems.push(`${place}: a sentence cannot show a list`);
    isSentenceUsed ||= visible.every(({ path }) => mentioned.includes(path));
  }
  if (!isSentenceUsed) problems.push(`${place}: the sentence leaves out what is shown`);
  for (const name of Object.keys(fields)) {
    if (!used.has(name)) problems.push(`${place}: words for ${name}, which is no parameter`);
  }
  return problems;
}

/** All values of these parameters with their words; what does not fit goes to `problems`. */
function leavesOf(
  place: string,
  parameters: readonly AbiParameter[],
  fields: AnyFields,
  { base, isInList }: { base: string; isInList: boolean },
  problems: string[],
  used = new Set<string>(),
): Leaf[] {
  return parameters.flatMap((parameter): Leaf[] => {
    const { name, type, components } = parameter;
    const words = fields[name];
    const path = base + name + (type.endsWith("[]") ? ".[]" : "");
    used.add(name);
    if (name === "" || words === undefined) {
      problems.push(`${place}: no words for ${path || `a ${type} without a name`}`);
      return [];
    }
    const below = { base: `${path}.`, isInList: isInList || type.endsWith("[]") };
    if (components !== undefined) {
      const inner = structWords(type, words);
      if (inner === undefined) {
        problems.push(`${place}: ${path} is a ${type}, and its words are not`);
        return [];
      }
      for (const extra of Object.keys(inner).filter((key) => !components.some((component) => component.name === key))) {
        problems.push(`${place}: words for ${below.base}${extra}, which is no member of the struct`);
      }
      return leavesOf(place, components, inner, below, problems);
    }
    if (!isLabel(words)) {
      problems.push(`${place}: ${path} is a ${type}, and its words are those of a struct`);
      return [];
    }
    if ("hidden" in words) {
      if (words.hidden.trim() === "") problems.push(`${place}: ${path} is left out without a reason`);
      return [{ path, type, isInList: below.isInList }];
    }
    const item = { ...parameter, type: type.replace(/\[\]$/, "") };
    const { length } = words.label.trim();
    if (length === 0 || length > LIMITS.label) {
      problems.push(`${place}: the label of ${path} has ${length} characters, and 1 to ${LIMITS.label} are shown`);
    }
    if (!FITS[words.as](item)) problems.push(`${place}: ${path} is a ${parameter.internalType}, and no ${words.as}`);
    else if (words.as === "choice") problems.push(...enumProblems(enumName(item.internalType)));
    else if (words.as === "code") problems.push(...enumProblems(words.of ?? ""));
    return [{ path, type: item.type, shown: words, isInList: below.isInList }];
  });
}

/** The words for the codes of an enum. */
function enumProblems(name: string): string[] {
  const words = Object.values(enumWords(name));
  const problems = words
    .filter(({ length }) => length > LIMITS.word)
    .map((word) => `enum ${name}: ${JSON.stringify(word)} has more than ${LIMITS.word} characters`);
  if (words.length > LIMITS.words) problems.push(`enum ${name}: more than ${LIMITS.words} words`);
  return problems;
}

/** The words of a struct's members; nothing if the words are of something else. */
function structWords(type: string, words: AnyFields[string]): AnyFields | undefined {
  if (type === "tuple[]") return isEach(words) ? words.each : undefined;
  return type !== "tuple" || isEach(words) || isLabel(words) ? undefined : words;
}

/** An amount names its token, and a call its contract: by a path from the root of the call. */
function referenceProblems(place: string, leaves: readonly Leaf[], inputs: readonly AbiParameter[]): string[] {
  const problems: string[] = [];
  for (const { path, shown } of leaves) {
    if (shown?.as !== "amount" && shown?.as !== "call") continue;
    const target = typeAt(inputs, shown.of ?? "");
    if (shown.of !== "@.to" && target !== "address" && target !== "address[]") {
      problems.push(`${place}: ${path} refers to ${shown.of ?? "nothing"}, which is no address`);
    }
  }
  return problems;
}

/** The type of what stands at a path. */
function typeAt(parameters: readonly AbiParameter[], path: string): string | undefined {
  const [name, ...rest] = path.replaceAll(".[]", "").split(".");
  const found = parameters.find((parameter) => parameter.name === name);
  return rest.length === 0 ? found?.type : typeAt(found?.components ?? [], rest.join("."));
}

/** Two values under one label cannot be told apart. */
function labelProblems(place: string, leaves: readonly Leaf[]): string[] {
  const labels = leaves.flatMap(({ shown }) => (shown === undefined ? [] : [shown.label]));
  return labels
    .filter((label, index) => labels.indexOf(label) < index)
    .map((label) => `${place}: two values under the label ${JSON.stringify(label)}`);
}
