// What people type at a desk: bills, members, documents and folders of documents.
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";

import { sha256 } from "ethers";

import {
  type BillDesk,
  decodingErrors,
  isBytes,
  isNameIn,
  type Member,
  memberByCarrierCode,
  CodeList,
  toFixedBytes,
  type TransportDocument,
  unwrapTransportDocument,
} from "../../sdk/index.js";
import { UserError } from "../support/user-error.js";

/**
 * The token of a bill that is given as a token (0x and 64 hexadecimal digits), as the file of its document, or as the
 * carrier's code and reference (SMDG:MSC:HHL71800000).
 * @throws UserError if it is none of these, DocumentError if the file is no document
 */
export async function billFrom(desk: Pick<BillDesk, "contracts">, text: string): Promise<bigint> {
  const isToken: boolean = isBytes(text, 32);
  if (isToken) return BigInt(text);
  const [, list, code, reference] = /^(\w+):([A-Z0-9]{2,4}):([\x20-\x7e]{1,20})$/.exec(text) ?? [];
  if (list !== undefined && code !== undefined && reference !== undefined && isNameIn(CodeList, list)) {
    const { consortium, billOfLading } = desk.contracts;
    const carrier = await memberByCarrierCode(consortium, list, code);
    if (carrier === undefined) throw new UserError(`No member issues under the code ${list}:${code}`);
    const bytes = toFixedBytes(reference, 20);
    const tokenId = await decodingErrors(billOfLading.tokenByReference(carrier.member, bytes));
    if (tokenId === 0n) throw new UserError(`The carrier ${list}:${code} has no bill under the reference ${reference}`);
    return tokenId;
  }
  if (!(await isThere(text))) {
    throw new UserError(
      `"${text}" is no bill: give its token (0x and 64 hexadecimal digits), the file of its document, or the carrier's ` +
        `code and reference, such as SMDG:MSC:HHL71800000`,
    );
  }
  return (await documentFrom(text)).tokenId;
}

/** Several bills, with commas between them. */
export async function billsFrom(desk: BillDesk, text: string): Promise<bigint[]> {
  return await Promise.all(text.split(",").map((bill) => billFrom(desk, bill.trim())));
}

/** The member that an option names. @throws UserError without a value, ArgumentError if nobody is known by it */
export async function memberFrom(
  desk: Pick<BillDesk, "findMember">,
  option: string,
  value: string | undefined,
): Promise<Member> {
  return await desk.findMember(requiredOption(option, value), option);
}

/** @throws UserError if the option was not given */
export function requiredOption(option: string, value: string | undefined): string {
  if (value === undefined || value === "") throw new UserError(`${option} is missing`);
  return value;
}

/** The document in a file, alone or in an envelope. @throws UserError, DocumentError with the file's name in front */
export async function documentFrom(file: string): Promise<TransportDocument> {
  return unwrapTransportDocument(await bytesFrom(file)).document;
}

/** The documents in files, and in all *.json of folders, in the order of their names. */
export async function documentsFrom(
  places: readonly string[],
): Promise<{ file: string; document: TransportDocument }[]> {
  const files: string[] = [];
  for (const place of places) {
    const info = await stat(place).catch(() => undefined);
    if (info === undefined) throw new UserError(`There is no file or folder ${place}`);
    if (!info.isDirectory()) files.push(place);
    else files.push(...(await jsonFilesIn(place)));
  }
  const documents: { file: string; document: TransportDocument }[] = [];
  for (const file of files) {
    try {
      documents.push({ file, document: await documentFrom(file) });
    } catch (error) {
      if (files.length === 1 || !(error instanceof Error)) throw error;
      throw new UserError(`${file}: ${error.message.replaceAll("\n", "; ")}`, { cause: error });
    }
  }
  return documents;
}

/** SHA-256 of a file's bytes. */
export async function fileHash(option: string, file: string | undefined): Promise<string> {
  return sha256(await bytesFrom(requiredOption(option, file)));
}

export async function bytesFrom(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(`The file ${file} cannot be read: ${code === "ENOENT" ? "there is none" : code}`, {
      cause: error,
    });
  }
}

async function jsonFilesIn(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  if (names.length === 0) throw new UserError(`There is no *.json in the folder ${folder}`);
  return names.map((name) => path.join(folder, name));
}

async function isThere(place: string): Promise<boolean> {
  return await stat(place).then(
    () => true,
    () => false,
  );
}
