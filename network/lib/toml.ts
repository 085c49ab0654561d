import { readFile, writeFile } from "node:fs/promises";

import { NetworkError } from "./errors.js";

/** Settings of one file: section name ("" for the top) to key to value. */
export type TomlSettings = Record<string, Record<string, string | number | boolean>>;

/**
 * Changes values of keys that a TOML file already has, and leaves its comments alone.
 * @throws NetworkError if a key is not there: a setting that silently has no effect is worse
 */
export async function setToml(file: string, settings: TomlSettings): Promise<void> {
  await writeFile(file, withSettings(await readFile(file, "utf8"), settings, file));
}

/** The text with those values changed. `name` is for the error message. */
export function withSettings(text: string, settings: TomlSettings, name: string): string {
  const left = new Map<string, string>();
  for (const [section, values] of Object.entries(settings)) {
    for (const [key, value] of Object.entries(values)) left.set(`${section}.${key}`, JSON.stringify(value));
  }
  let section = "";
  const lines = text.split("\n").map((line) => {
    const heading = /^\[([^\]]+)\]\s*$/.exec(line);
    if (heading?.[1] !== undefined) section = heading[1];
    const key = /^([\w-]+)\s*=/.exec(line)?.[1];
    const value = key === undefined ? undefined : left.get(`${section}.${key}`);
    if (key === undefined || value === undefined) return line;
    left.delete(`${section}.${key}`);
    return `${key} = ${value}`;
  });
  if (left.size > 0) {
    throw new NetworkError(`${name} has no setting ${[...left.keys()].join(", ")}`, "the node's version has changed");
  }
  return lines.join("\n");
}
