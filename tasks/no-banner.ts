import { definePlugin } from "hardhat/plugins";
import type { HardhatRuntimeEnvironmentHooks, HookContext } from "hardhat/types/hooks";

/**
 * Keeps building and testing off the network. After each task at a terminal Hardhat fetches a news banner from the
 * internet, unless it takes itself to be on a build server, and it has no other switch. A build server has no keystore
 * either, so the switch is thrown only where no key is needed: without --network, on the embedded chain.
 */
export default definePlugin({
  id: "bollard-no-banner",
  hookHandlers: {
    hre: () =>
      Promise.resolve({
        default: () =>
          Promise.resolve<Partial<HardhatRuntimeEnvironmentHooks>>({
            created({ globalOptions }: HookContext): Promise<void> {
              if (globalOptions.network === undefined) process.env["CONTINUOUS_INTEGRATION"] ??= "true";
              return Promise.resolve();
            },
          }),
      }),
  },
});
