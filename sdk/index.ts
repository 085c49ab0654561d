/** Bollard's TypeScript library. */
export * from "./document/index.js";
