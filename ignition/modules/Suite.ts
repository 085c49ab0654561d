// The whole suite, in the order in which its contracts need one another.
//
// A new contract takes one line here (and its name in the return), and its name and a line in sdk/chain/suite.ts.
import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import { id } from "ethers";

/** Roles of the access manager: its own administrator, and the contract that records deliveries on bills. */
export const ADMIN_ROLE = 0n;
const RELEASE_ROLE = 1n;

const MARK_DELIVERY = id("markDelivery(uint256,uint8,bool)").slice(0, 10);

export default buildModule("Bollard", (m) => {
  // Whoever may grant the powers of governance from the end of the deployment on.
  const governance = m.getParameter<string>("governance");

  const accessManager = m.contract("AccessManager", [m.getAccount(0)]);
  // Early, so that the journal of a run that is cut off tells for whom it was begun.
  m.call(accessManager, "grantRole", [ADMIN_ROLE, governance, 0], { id: "GrantGovernance" });

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
  m.call(accessManager, "setTargetFunctionRole", [billOfLading, [MARK_DELIVERY], RELEASE_ROLE]);
  m.call(accessManager, "grantRole", [RELEASE_ROLE, releaseRegistry, 0], { id: "GrantRelease" });

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
