/**
 * Texts that go from screen to screen at a gate, as a QR code or by hand: letters, digits, `.`, `-` and `_` alone, so that
 * a link carries them too. Each begins with `BOLLARD`, the version and its kind, and ends with a check against misreading.
 * None of them is a secret, and none opens a gate: only the booked driver's key can answer a terminal's challenge.
 */
import { concat, dataLength, dataSlice, decodeBase64, encodeBase64, sha256, toBeHex, toUtf8Bytes } from "ethers";

import { fromFixedBytes, isBytes, toFixedBytes } from "../chain/values.js";

/** Why a text from a screen cannot be used. */
export type GatePayloadErrorCode =
  /** Something else than one of these texts. */
  | "NOT_A_PAYLOAD"
  /** Of a version that this library does not read. */
  | "OTHER_VERSION"
  /** A ticket, challenge or answer where another of them is needed. */
  | "OTHER_KIND"
  /** Cut off, misread or changed: the check does not fit. */
  | "DAMAGED"
  /** For another chain, contract or terminal. */
  | "OTHER_GATE"
  /** The driver's key is not the booked one. */
  | "OTHER_KEY"
  /** Plate or driver at the gate are not those of the booking. */
  | "OTHER_TRUCK"
  /** The answer to another challenge than the terminal's. */
  | "OTHER_CHALLENGE"
  /** The challenge ran out. */
  | "STALE";

/** A text from a screen cannot be used here. */
export class GatePayloadError extends Error {
  override readonly name = "GatePayloadError";
  constructor(
    readonly code: GatePayloadErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** The kinds of text, by the letter that stands for them. */
export type PayloadKind = "TICKET" | "CHALLENGE" | "ANSWER";

/** A field: how many bytes it has, and what they are. `rest`: all that is left, 0x and hexadecimal digits. */
export type FieldType = readonly [kind: "number" | "bigint" | "hex" | "text", size: number] | readonly [kind: "rest"];

/** The fields of a text, in their order. */
export type Layout = Readonly<Record<string, FieldType>>;

type FieldValue<F extends FieldType> = F[0] extends "number" ? number : F[0] extends "bigint" ? bigint : string;

/** The values of a layout. */
export type Fields<L extends Layout> = { readonly [N in keyof L]: FieldValue<L[N]> };

const VERSION = 1;
const KINDS: Readonly<Record<PayloadKind, string>> = { TICKET: "T", CHALLENGE: "C", ANSWER: "A" };
const CHECK_BYTES = 4;

/** @throws RangeError for a value that does not fit its field */
export function encodePayload<L extends Layout>(kind: PayloadKind, layout: L, fields: Fields<L>): string {
  const head = `BOLLARD${VERSION}${KINDS[kind]}`;
  const body = concat(Object.entries(layout).map(([name, type]) => encodeField(name, type, fields[name])));
  const bytes = encodeBase64(concat([body, checkOf(head, body)]));
  return `${head}.${bytes.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}

/** @throws GatePayloadError NOT_A_PAYLOAD, OTHER_VERSION, OTHER_KIND, DAMAGED */
export function decodePayload<L extends Layout>(kind: PayloadKind, layout: L, text: string): Fields<L> {
  const [, version, letter, base64] = /^BOLLARD(\d+)([A-Z])\.([\w-]+)$/.exec(text.trim()) ?? [];
  const wanted = kind.toLowerCase();
  if (version === undefined || letter === undefined || base64 === undefined) {
    throw new GatePayloadError("NOT_A_PAYLOAD", `This is no ${wanted}: it does not begin with BOLLARD`);
  }
  if (Number(version) !== VERSION) {
    throw new GatePayloadError(
      "OTHER_VERSION",
      `The ${wanted} has the version ${version}: version ${VERSION} is read here`,
    );
  }
  if (letter !== KINDS[kind]) {
    const other =
      Object.entries(KINDS)
        .find(([, mark]) => mark === letter)?.[0]
        .toLowerCase() ?? "text of another kind";
    throw new GatePayloadError("OTHER_KIND", `This is a ${other}, and a ${wanted} is needed`);
  }
  const damaged = (fault: string) => new GatePayloadError("DAMAGED", `The ${wanted} is damaged: ${fault}`);
  const bytes = fromBase64(base64);
  if (bytes === undefined || dataLength(bytes) < CHECK_BYTES) throw damaged("it was cut off or misread");
  const body = dataSlice(bytes, 0, dataLength(bytes) - CHECK_BYTES);
  if (checkOf(`BOLLARD${VERSION}${letter}`, body) !== dataSlice(bytes, dataLength(body))) {
    throw damaged("its check does not fit");
  }
  const values: Record<string, number | bigint | string> = {};
  let offset = 0;
  for (const [name, type] of Object.entries(layout)) {
    const end = type[0] === "rest" ? dataLength(body) : offset + type[1];
    if (end > dataLength(body)) throw damaged(`${name} is missing`);
    values[name] = decodeField(type, dataSlice(body, offset, end));
    offset = end;
  }
  if (offset !== dataLength(body)) throw damaged("it is too long");
  // Each field was decoded by its type.
  return values as Fields<L>;
}

function encodeField(name: string, type: FieldType, value: number | bigint | string | undefined): string {
  const refuse = () => new RangeError(`${name} does not fit its field: ${String(value)}`);
  if (value === undefined) throw refuse();
  if (type[0] === "rest") return String(value);
  const [kind, size] = type;
  if (kind === "text") return toFixedBytes(String(value), size);
  if (kind === "hex") {
    const isFit: boolean = isBytes(value, size);
    if (!isFit) throw refuse();
    return String(value).toLowerCase();
  }
  if (typeof value === "string" || BigInt(value) < 0n || BigInt(value) >= 1n << BigInt(8 * size)) throw refuse();
  return toBeHex(value, size);
}

function decodeField([kind]: FieldType, bytes: string): number | bigint | string {
  if (kind === "number") return Number(bytes);
  if (kind === "bigint") return BigInt(bytes);
  return kind === "text" ? fromFixedBytes(bytes) : bytes;
}

function checkOf(head: string, body: string): string {
  return dataSlice(sha256(concat([toUtf8Bytes(head), body])), 0, CHECK_BYTES);
}

function fromBase64(text: string): string | undefined {
  const plain = text.replaceAll("-", "+").replaceAll("_", "/");
  try {
    const bytes = concat([decodeBase64(plain.padEnd(Math.ceil(plain.length / 4) * 4, "="))]);
    // One text for one content: leftover bits are not ignored.
    return encodeBase64(bytes).replaceAll("=", "") === plain ? bytes : undefined;
  } catch {
    return undefined;
  }
}
