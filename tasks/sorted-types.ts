import { definePlugin } from "hardhat/plugins";
import type { HookContext } from "hardhat/types/hooks";

/**
 * Makes typechain-types/ the same on every machine. TypeChain lists the contracts in the order in which the file system
 * gives them, and that differs from machine to machine; so they are sorted before TypeChain's own handler sees them,
 * which is why this plugin stands before the toolbox in hardhat.config.ts.
 */
export default definePlugin({
  id: "bollard-sorted-types",
  hookHandlers: {
    solidity: () =>
      Promise.resolve({
        default: () =>
          Promise.resolve({
            processArtifactsAfterSuccessfulBuild(_context: HookContext, artifactPaths: string[]): Promise<void> {
              artifactPaths.sort();
              return Promise.resolve();
            },
          }),
      }),
  },
});
