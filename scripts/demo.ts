// npm start [-- --document <file>]
import { readFile } from "node:fs/promises";
import path from "node:path";

import { config } from "hardhat";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { containersForRelease, DocumentError, unwrapTransportDocument, type TransportDocument } from "../sdk/index.js";
import { playDocument } from "./demo/bill-way.js";
import { Consortium } from "./demo/cast.js";
import { type Entry, Logbook } from "./demo/logbook.js";
import { playRelease, readLights, type Shipment } from "./demo/release-way.js";
import { deploySuite } from "./support/deploy-suite.js";
import { UserError, userFacing } from "./support/user-error.js";

const EXAMPLES = ["to-order-bill.json", "sea-waybill.json"];

export interface DemoArguments {
  document: string | undefined;
}

/** What the demo did with one document. */
export interface PlayedShipment {
  readonly document: TransportDocument;
  readonly entries: readonly Entry[];
}

/**
 * Plays transport documents from issue to laden gate-out on the chain of a new connection.
 * @param files DCSA transport documents, or an issuance request or notification that carries one
 * @param print takes the lines of progress and the tables
 * @throws UserError if a file cannot be read or is no document that can be played; nothing is sent then
 */
export async function playDemo(
  hre: Pick<HardhatRuntimeEnvironment, "network">,
  files: readonly string[],
  print: (line: string) => void,
): Promise<PlayedShipment[]> {
  // All documents are read before anything is deployed: a broken one costs nothing.
  const documents = await Promise.all(files.map(readDocument));
  const connection = await hre.network.create();
  try {
    print(`Deploying the suite to ${connection.networkName} ...`);
    const { suite } = await deploySuite(connection);
    const money = await connection.ethers.deployContract("PlainToken");
    const consortium = await Consortium.open(suite, connection);
    const played: PlayedShipment[] = [];
    for (const { file, document } of documents) {
      print(`\n${path.basename(file)}: ${document.kind} ${document.reference}, digest ${document.digest}`);
      for (const { severity, pointer, message } of document.findings) print(`  ${severity} ${pointer}: ${message}`);
      const cast = await consortium.cast(document);
      const shipment: Shipment = { suite, cast, document, containers: containersForRelease(document), money };
      const log = new Logbook(() => readLights(shipment), print);
      await playDocument(suite, cast, document, log);
      await playRelease(shipment, log);
      print(`\n${log.table()}`);
      played.push({ document, entries: log.entries });
    }
    print("\nLights: D document, C commercial, U customs, T terminal. Every container has left laden, once.");
    return played;
  } finally {
    await connection.close();
  }
}

async function readDocument(file: string): Promise<{ file: string; document: TransportDocument }> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  try {
    const { document } = unwrapTransportDocument(bytes);
    containersForRelease(document);
    return { file, document };
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    throw new UserError(`${file}: ${error.message}`);
  }
}

async function demo({ document }: DemoArguments, hre: HardhatRuntimeEnvironment): Promise<void> {
  await hre.tasks.getTask("build").run({ quiet: true, noTests: true });
  const examples = EXAMPLES.map((name) => path.join(config.paths.root, "examples", name));
  await playDemo(hre, document === undefined ? examples : [document], console.log);
}

export default userFacing(demo);
