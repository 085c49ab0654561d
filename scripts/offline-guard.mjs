// Loaded into every Node process by scripts/check-offline.mjs: refuses and writes down each connection that would leave
// this machine. Without this an attempt that fails quietly, such as a version check, would go unseen.
import { appendFileSync } from "node:fs";
import net from "node:net";

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1|0\.0\.0\.0|::)$/;
const connect = net.Socket.prototype.connect;

net.Socket.prototype.connect = function (...args) {
  // Node itself passes [options, callback] as one array; programs pass (options), (path) or (port, host).
  const [target, second] = Array.isArray(args[0]) ? args[0] : args;
  const options = typeof target === "object" && target !== null ? target : { port: target, host: second };
  const host = typeof options.host === "string" ? options.host : "localhost";
  const isLocal = options.path !== undefined || LOOPBACK.test(host) || Number.isNaN(Number(options.port));
  if (!isLocal) {
    appendFileSync(process.env.BOLLARD_OFFLINE_LOG, `${host}:${options.port} by ${process.argv.slice(1).join(" ")}\n`);
    throw new Error(`This run is offline, and something wanted to reach ${host}`);
  }
  return connect.apply(this, args);
};
