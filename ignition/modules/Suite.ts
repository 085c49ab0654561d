// The whole suite, in the order in which its contracts need one another.
//
// A new contract takes one line here (and its name in the return), and its name and a line in sdk/chain/suite.ts.
import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import { BILL_POWERS, Power, selectorOf } from "../../sdk/consortium/powers.js";

export default buildModule("Bollard", (m) => {
  // Whoever may grant the powers of governance from the end of the deployment on.
  const governance = m.getParameter<string>("governance");

  const accessManager = m.contract("AccessManager", [m.getAccount(0)]);
  // Early, so that the journal of a run that is cut off tells for whom it was begun.
  m.call(accessManager, "grantRole", [Power.ADMIN, governance, 0], { id: "GrantGovernance" });

  const consortium = m.contract("Consortium", [accessManager]);
  // The consortium makes it, together with itself.
  const agency = m.contractAt("Agency", m.staticCall(consortium, "agency"));
  const billAmendments = m.contract("BillAmendments", [consortium, accessManager]);
  const billOfLading = m.contract("BillOfLading", [billAmendments, accessManager]);
  const releaseCasework = m.contract("ReleaseCasework", [consortium, billOfLading, accessManager]);
  const releaseRegistry = m.contract("ReleaseRegistry", [releaseCasework, accessManager]);
  const charges = m.contract("Charges", [consortium, releaseRegistry, accessManager]);
  // The registry makes it, together with itself.
  const pickUp = m.contractAt("PickUp", m.staticCall(releaseRegistry, "pickUp"));

  const connected = m.call(releaseRegistry, "connectCharges", [charges]);
  // It asks the registry for charges and gate when it is made.
  const subjects = m.contract("Subjects", [billOfLading, releaseRegistry], { after: [connected] });
  m.call(agency, "connectSubjects", [subjects]);
  const markDelivery = BILL_POWERS.RELEASE.map(selectorOf);
  m.call(accessManager, "setTargetFunctionRole", [billOfLading, markDelivery, Power.RELEASE]);
  m.call(accessManager, "grantRole", [Power.RELEASE, releaseRegistry, 0], { id: "GrantRelease" });

  return {
    accessManager,
    consortium,
    agency,
    billAmendments,
    billOfLading,
    releaseCasework,
    releaseRegistry,
    charges,
    pickUp,
    subjects,
  };
});
