import { createServer } from "node:net";

import { NetworkError } from "./errors.js";
import { until } from "./run.js";

/** The ports of one node. */
export interface Ports {
  /** Ethereum JSON-RPC over HTTP */
  rpc: number;
  /** Ethereum JSON-RPC over WebSocket */
  websocket: number;
  /** the consensus layer's own RPC: height, peers */
  consensus: number;
  /** from node to node */
  peer: number;
  /** the node's inner query port, which its JSON-RPC asks */
  query: number;
  /** Prometheus metrics */
  metrics: number;
}

/** The ports of node `number` (1, 2, ...): ten apart, so that the last digit says what a port is for. */
export function portsOf(firstPort: number, number: number): Ports {
  const rpc = firstPort + (number - 1) * 10;
  return { rpc, websocket: rpc + 1, consensus: rpc + 2, peer: rpc + 3, query: rpc + 4, metrics: rpc + 5 };
}

/** A program that was just ended may hold its ports a moment longer. */
const PATIENCE = 3_000;

/** @throws NetworkError if another program listens on one of the ports */
export async function requireFree(ports: Ports, host: string, node: string): Promise<void> {
  for (const [purpose, port] of Object.entries(ports) as [string, number][]) {
    if (!(await until(async () => await isFree(port, host), PATIENCE, 100))) {
      throw new NetworkError(
        `Port ${port} (${purpose} of ${node}) is taken by another program`,
        `stop that program (\`ss -ltnp | grep ${port}\` names it), or choose other ports for a new chain with --port`,
      );
    }
  }
}

async function isFree(port: number, host: string): Promise<boolean> {
  return await new Promise((fulfil) => {
    const probe = createServer();
    probe.once("error", () => fulfil(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => fulfil(true)));
  });
}
