/** Bollard's TypeScript library. */
export * from "./chain/index.js";
export * from "./document/index.js";
