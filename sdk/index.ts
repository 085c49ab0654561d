/** Bollard's TypeScript library. */
export * from "./document/index.js";
export * from "./release/index.js";
