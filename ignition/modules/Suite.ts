// The whole suite, in the order in which its contracts need one another.
//
// A new contract takes one line here (and its name in the return), and one line in scripts/support/suite.ts.
import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

export default buildModule("Bollard", (m) => {
  // Whoever may grant the powers of governance: the first administrator of the access manager.
  const governance = m.getParameter<string>("governance");

  const accessManager = m.contract("AccessManager", [governance]);
  const consortium = m.contract("Consortium", [accessManager]);
  const billAmendments = m.contract("BillAmendments", [consortium, accessManager]);
  const billOfLading = m.contract("BillOfLading", [billAmendments, accessManager]);

  return { accessManager, consortium, billAmendments, billOfLading };
});
