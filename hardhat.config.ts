import { createRequire } from "node:module";

import toolbox from "@nomicfoundation/hardhat-toolbox-mocha-ethers";
import { configVariable, defineConfig } from "hardhat/config";

import { memberKeys } from "./network/lib/members.js";
import { DEFAULT_FIRST_PORT, DEFAULT_STATE_FOLDER, EVM_CHAIN_ID } from "./network/lib/settings.js";

const require = createRequire(import.meta.url);
const POA_URL = `http://127.0.0.1:${DEFAULT_FIRST_PORT}`;
const poaKeys = memberKeys(DEFAULT_STATE_FOLDER);

export default defineConfig({
  plugins: [toolbox],
  solidity: {
    version: "0.8.37",
    // The compiler comes from npm, so that nothing is downloaded at build time.
    path: require.resolve("solc/soljson.js"),
    npmFilesToBuild: ["@openzeppelin/contracts/access/manager/AccessManager.sol"],
    settings: {
      evmVersion: "cancun",
      viaIR: true,
      optimizer: { enabled: true, runs: 200 },
    },
  },
  networks: {
    // Hardhat's own chain inside the process: the default of every script and test.
    default: { type: "edr-simulated", chainType: "l1", hardfork: "cancun" },
    // A node that `npm run node` keeps up.
    localhost: { type: "http", chainType: "l1", url: "http://127.0.0.1:8545" },
    // The private chain of `npm run network:up`, with the keys that it made: see network/.
    poa: { type: "http", chainType: "l1", url: POA_URL, chainId: EVM_CHAIN_ID, gasPrice: 0n, accounts: poaKeys },
    // Any other chain: a URL and keys from the environment or from Hardhat's keystore.
    consortium: {
      type: "http",
      chainType: "l1",
      url: configVariable("BOLLARD_RPC_URL"),
      accounts: [configVariable("BOLLARD_DEPLOYER_KEY")],
    },
  },
  typechain: { outDir: "typechain-types" },
});
