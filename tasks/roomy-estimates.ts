import { definePlugin } from "hardhat/plugins";
import type { HookContext, NetworkHooks } from "hardhat/types/hooks";

/** A fifth above what the node says, as the sdk's own transactions have it. */
const PERCENT = 120n;

/**
 * Gives transactions on a real chain more gas than the node estimates. A node may estimate in the time of its latest block,
 * and the transaction is executed in that of the next one: a first vote in a new second writes a word more, and would
 * run out of gas. Hardhat's own nodes, embedded and on localhost, estimate in the time of the next block.
 */
export default definePlugin({
  id: "bollard-roomy-estimates",
  hookHandlers: {
    network: () =>
      Promise.resolve({
        default: () =>
          Promise.resolve<Partial<NetworkHooks>>({
            async onRequest(context: HookContext, connection, request, next) {
              const response = await next(context, connection, request);
              const isOurs =
                connection.networkConfig.type === "edr-simulated" || connection.networkName === "localhost";
              if (isOurs || request.method !== "eth_estimateGas" || !("result" in response)) return response;
              const { result } = response;
              if (typeof result !== "string") return response;
              return { ...response, result: `0x${((BigInt(result) * PERCENT) / 100n).toString(16)}` };
            },
          }),
      }),
  },
});
