/**
 * Measures how long it takes to read a transport document (strict JSON, schema, rules, canonical JSON, digest), against
 * what no reader can do without: JSON.parse and SHA-256 of the same bytes. Prints a table.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

import {
  containerCheckDigit,
  digestOf,
  readJson,
  readTransportDocument,
  type DcsaTransportDocument,
} from "../sdk/index.js";

const EXAMPLES = ["to-order-bill.json", "sea-waybill.json"];
const TARGET_SIZES = [0, 100_000, 1_000_000, 2_500_000, 5_000_000];
const RUNS = 15;
/** Before measuring, for the compiler to settle. */
const WARM_UP_MS = 300;

/** Sizes in bytes, times in milliseconds (the median of the runs). */
interface Row {
  document: string;
  bytes: number;
  floor: number;
  readJson: number;
  digest: number;
  whole: number;
  "whole / floor": number;
  "MB/s": number;
}

function median(run: () => unknown): number {
  const warm = performance.now() + WARM_UP_MS;
  while (performance.now() < warm) run();
  const times: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    const start = performance.now();
    run();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[RUNS >> 1] ?? NaN;
}

/** A document of about so many bytes: the example with more containers and their cargo, spaced as the example. */
function enlarged(document: DcsaTransportDocument, size: number): Uint8Array {
  const text = (containers: number) => {
    const numbers = Array.from({ length: containers }, (_, i) => {
      const first = `MSCU${String(i).padStart(6, "0")}`;
      return `${first}${containerCheckDigit(first)}`;
    });
    const larger = {
      ...document,
      consignmentItems: numbers.flatMap((equipmentReference) =>
        document.consignmentItems.map((item) => ({
          ...item,
          cargoItems: item.cargoItems.map((cargo) => ({ ...cargo, equipmentReference })),
        })),
      ),
      utilizedTransportEquipments: numbers.flatMap((equipmentReference) =>
        document.utilizedTransportEquipments.map((unit) => ({
          ...unit,
          equipment: { ...unit.equipment, equipmentReference },
        })),
      ),
    };
    return JSON.stringify(larger, null, 2);
  };
  const perContainer = (text(101).length - text(1).length) / 100;
  return new TextEncoder().encode(text(1 + Math.max(0, Math.floor((size - text(1).length) / perContainer))));
}

const round = (value: number, digits = 2) => Number(value.toFixed(digits));

const rows: Row[] = [];
for (const name of EXAMPLES) {
  const { value: document } = readTransportDocument(readFileSync(new URL(`../examples/${name}`, import.meta.url)));
  for (const size of TARGET_SIZES) {
    const bytes = enlarged(document, size);
    const { value } = readJson(bytes);
    const floor = median(() => {
      JSON.parse(new TextDecoder().decode(bytes));
      createHash("sha256").update(bytes).digest();
    });
    const whole = median(() => readTransportDocument(bytes));
    rows.push({
      document: name,
      bytes: bytes.length,
      floor: round(floor),
      readJson: round(median(() => readJson(bytes))),
      digest: round(median(() => digestOf(value))),
      whole: round(whole),
      "whole / floor": round(whole / floor, 1),
      "MB/s": round(bytes.length / 1000 / whole, 0),
    });
  }
}
console.log(`Median of ${RUNS} runs in milliseconds; floor = JSON.parse + SHA-256 of the same bytes.`);
console.table(rows);
