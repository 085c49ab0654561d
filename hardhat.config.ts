import { createRequire } from "node:module";

import toolbox from "@nomicfoundation/hardhat-toolbox-mocha-ethers";
import { configVariable, defineConfig } from "hardhat/config";

import { privateChain } from "./network/lib/entry.js";
import noBanner from "./tasks/no-banner.js";
import roomyEstimates from "./tasks/roomy-estimates.js";
import sortedTypes from "./tasks/sorted-types.js";
import { tasks } from "./tasks/index.js";

const require = createRequire(import.meta.url);

// Building and testing tell nobody: Hardhat would otherwise report what was run, and its errors, to its makers.
process.env["HARDHAT_DISABLE_TELEMETRY"] = "true";

export default defineConfig({
  plugins: [noBanner, sortedTypes, roomyEstimates, toolbox],
  tasks,
  solidity: {
    version: "0.8.37",
    // The compiler comes from npm, so that nothing is downloaded at build time.
    path: require.resolve("solc/soljson.js"),
    npmFilesToBuild: [
      "@openzeppelin/contracts/access/manager/AccessManager.sol",
      "@openzeppelin/contracts/governance/TimelockController.sol",
    ],
    settings: {
      evmVersion: "cancun",
      viaIR: true,
      optimizer: { enabled: true, runs: 200 },
      // A test compares the storage of the two contracts that share one.
      outputSelection: { "*": { "*": ["storageLayout"] } },
    },
  },
  networks: {
    // Hardhat's own chain inside the process: the default of every script and test.
    default: { type: "edr-simulated", chainType: "l1", hardfork: "cancun" },
    // A node that `npm run node` keeps up.
    localhost: { type: "http", chainType: "l1", url: "http://127.0.0.1:8545" },
    // The private chain of `npm run network:up`, with the keys that it made: see network/.
    poa: { type: "http", chainType: "l1", gasPrice: 0n, ...privateChain(process.env["BOLLARD_NETWORK_STATE"]) },
    // Any other chain: a URL and keys from the environment or from Hardhat's keystore.
    consortium: {
      type: "http",
      chainType: "l1",
      url: configVariable("BOLLARD_RPC_URL"),
      accounts: [configVariable("BOLLARD_DEPLOYER_KEY")],
    },
  },
  test: {
    solidity: {
      fuzz: { runs: 1_000 },
      // A run is a bill's world from its beginning: deep runs find more than many.
      invariant: { runs: 5, depth: 250, failOnRevert: true },
    },
  },
  typechain: { outDir: "typechain-types" },
});
