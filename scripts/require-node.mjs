// Says in one sentence what is wrong when a script is started under a Node that Hardhat cannot use.
// Plain JavaScript on purpose: an old Node must be able to read it.
import { createRequire } from "node:module";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 13)) {
  console.error(
    `Bollard needs Node 22.13 or newer and this is ${process.versions.node}: run it as  npx -y -p node@24 -c "npm ci && npm start"`,
  );
  process.exit(1);
}
try {
  // npm under an old Node silently leaves out the native half of Hardhat's chain.
  createRequire(import.meta.url)("@nomicfoundation/edr");
} catch {
  console.error(
    'Bollard\'s packages are missing or were installed under an older Node: run  npm ci  again, under Node 22.13 or newer (npx -y -p node@24 -c "npm ci").',
  );
  process.exit(1);
}
