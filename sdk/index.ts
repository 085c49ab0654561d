/** Bollard's TypeScript library. */
export * from "./bill/index.js";
export * from "./chain/index.js";
export * from "./consortium/index.js";
export * from "./document/index.js";
export * from "./release/index.js";
export * from "./wire/index.js";
