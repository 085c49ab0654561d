// The suite, and then the deployer gives up its own power over the access manager, which governance has by then.
import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import { Power } from "../../sdk/consortium/powers.js";
import SuiteModule from "./Suite.js";

export default buildModule("HandOver", (m) => {
  const suite = m.useModule(SuiteModule);
  m.call(suite.accessManager, "renounceRole", [Power.ADMIN, m.getAccount(0)], { after: [SuiteModule] });
  return suite;
});
