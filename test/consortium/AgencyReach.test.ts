import { expect } from "chai";
import { AbiCoder, id, type ParamType, toBeHex, ZeroAddress, ZeroHash } from "ethers";
import { network } from "hardhat";

import type { Agency } from "../../typechain-types/index.js";
import { ACTS } from "../support/acts.js";
import { Acts, actingThrough, actsOf, grantAll } from "../support/agency.js";
import { assertion, newPasskey } from "../support/passkeys.js";
import { type Actors, Authority, ChargeKind, Clearance, DECLARATION, End, Mode } from "../support/release.js";
import {
  ascii,
  bringToGate,
  containerNumber,
  deployRelease,
  gatePass,
  issueStraight,
  issueWaybill,
  now,
  opening,
  openSlot,
  REASON_CODE,
  RECEIPT,
  type ReleaseSuite,
  SEAL,
  truckCommitment,
  turnGreen,
} from "../support/release.js";
import { admitCustodian, deploySuite, issuance, issueBill, Kind, type Parties, type Suite } from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();

const DAY = 86_400n;
const [BOX, BOX_2, BOX_3, BOX_4, BOX_5, BOX_6] = [1, 2, 3, 4, 5, 6].map((n) => containerNumber(n)) as [
  string,
  string,
  string,
  string,
  string,
  string,
];

/** A wallet that is no member, which does everything here. */
async function newStaff() {
  const staff = (await ethers.getSigners()).at(-1);
  if (staff === undefined) throw new Error("the chain has no accounts");
  return staff;
}

/** Everybody, with staff sending in the place of each. */
async function replaced<Name extends string, P extends Parties[keyof Parties]>(
  agency: Agency,
  parties: Record<Name, P>,
  acts: Acts,
): Promise<Record<Name, P>> {
  const staff = await newStaff();
  const through = { ...parties };
  for (const name in parties) {
    const { signer, member } = parties[name];
    if (member !== 0n) through[name] = { ...parties[name], signer: actingThrough(agency, member, signer, staff, acts) };
  }
  return through;
}

/** The suite of the bills, where every member acts through the agency. */
async function deployBills() {
  const suite = await deploySuite(ethers);
  const acts = new Acts();
  await grantAll(suite.agency, Object.values(suite.parties), (await newStaff()).address, [
    suite.bills,
    suite.consortium,
  ]);
  const parties = await replaced(suite.agency, suite.parties, acts);
  return { ...suite, parties, acts, direct: suite.parties };
}

/** The suite of the release, where every member acts through the agency. */
async function deployAll() {
  const suite = await deployRelease(ethers);
  const acts = new Acts();
  const { agency, registry, charges, pickUp, bills } = suite;
  const contracts = [bills, registry, charges, pickUp];
  await grantAll(agency, Object.values(suite.actors), (await newStaff()).address, contracts);
  const actors: Actors = await replaced(agency, suite.actors, acts);
  return { ...suite, actors, acts, direct: suite.actors };
}

/** A value of a type that is nothing. */
function nothing({ baseType, type, components, arrayChildren, arrayLength }: ParamType): unknown {
  if (arrayChildren !== null)
    return Array.from({ length: Math.max(arrayLength ?? 0, 0) }, () => nothing(arrayChildren));
  if (baseType === "tuple") return (components ?? []).map(nothing);
  if (type === "address") return ZeroAddress;
  if (type === "bool") return false;
  if (type === "string") return "";
  if (type === "bytes") return "0x";
  return type.startsWith("bytes") ? toBeHex(0, Number(type.slice(5))) : 0n;
}

/** Restricted functions, which nobody calls through the agency; the others are not members' acts, and how they answer. */
const RESTRICTED: Record<string, readonly string[]> = {
  BillOfLading: [
    "announceReassignment(uint256,(bytes32,bytes2,uint8,uint32,uint32))",
    "freeze(uint256)",
    "freezeBriefly(uint256,uint40)",
    "markDelivery(uint256,uint8,bool)",
    "pauseMoves(uint40)",
    "reassign(uint256)",
    "replaceStandIn(uint256,uint8,address)",
    "resumeMoves()",
    "setRejectPeriod(uint32)",
    "unfreeze(uint256)",
    "withdrawReassignment(uint256)",
  ],
  ReleaseRegistry: ["connectCharges(address)", "strikeOff(uint256,bytes11[],bytes32)"],
  Charges: ["replaceArbiter(uint256,address)", "setClockBounds((uint8,uint16))"],
  PickUp: [],
  Consortium: [
    "addCarrierCode(uint32,(uint8,bytes4))",
    "admit((address,uint8,bytes20,(uint8,bytes4)[],uint32))",
    "giveSeat(uint32)",
    "nameSubstitute(uint32,uint32)",
    "reinstate(uint32)",
    "remove(uint32)",
    "replaceAccount(uint32,address)",
    "setGroup(uint32,uint32)",
    "setRoles(uint32,uint8)",
    "suspend(uint32)",
  ],
};
const OTHERS: Record<string, Record<string, string>> = {
  // Only the authority gives itself a successor.
  BillOfLading: { "setAuthority(address)": "AccessManagedUnauthorized" },
  ReleaseRegistry: {
    "setAuthority(address)": "AccessManagedUnauthorized",
    // The doors through which charges and gate come, which are contracts and no members.
    "recordBooking(uint256,bytes11,uint32,uint32,uint24)": "ReleaseRegistry_NotConnected",
    "recordBookingEnd(uint256,bytes11,uint32,bool)": "ReleaseRegistry_NotConnected",
    "recordGateIn(uint256,bytes11,uint32,bytes8,uint40)": "ReleaseRegistry_NotConnected",
    "setOwed(uint256,uint8,bytes11,uint8,bool)": "ReleaseRegistry_NotConnected",
    "setPaidThrough(uint256,bytes11,uint8,uint40)": "ReleaseRegistry_NotConnected",
  },
  Charges: { "setAuthority(address)": "AccessManagedUnauthorized" },
  PickUp: {},
  Consortium: {
    "setAuthority(address)": "AccessManagedUnauthorized",
    // Whoever accepts to become a member's account is no member's account yet.
    "acceptAccount(uint32)": "Consortium_NotProposed",
  },
};

async function expectReach(
  name: keyof typeof RESTRICTED,
  contract: Parameters<Acts["missing"]>[0],
  { agency, acts, by }: { agency: Agency; acts: Acts; by: Suite["parties"]["carrier"] },
) {
  const restricted = RESTRICTED[name] ?? [];
  const others = OTHERS[name] ?? {};
  expect(await acts.missing(contract)).to.deep.equal([...restricted, ...Object.keys(others)].sort());
  for (const fragment of actsOf(contract.interface)) {
    const signature = fragment.format("sighash");
    const error = restricted.includes(signature) ? "Agency_PowerIsPersonal" : others[signature];
    if (error === undefined) continue;
    const args = AbiCoder.defaultAbiCoder().encode(fragment.inputs, fragment.inputs.map(nothing));
    const refused = agency.connect(by.signer).act(by.member, contract, fragment.selector + args.slice(2));
    if (error === "Agency_PowerIsPersonal") {
      await expect(refused).to.be.revertedWithCustomError(agency, error).withArgs(by.address, fragment.selector);
    } else {
      await expect(refused).to.be.revertedWithCustomError(contract, error);
    }
  }
}

describe("Agency", () => {
  describe("reach", () => {
    it("is every act on bills", async () => {
      const bills = await networkHelpers.loadFixture(deployBills);
      const snapshot = await networkHelpers.takeSnapshot();
      for (const act of ACTS.filter(({ by }) => by !== "governance")) {
        await snapshot.restore();
        const tokenId = await act.prepare(bills);
        if (act.by === "governance") continue;
        await act.call(bills.bills.connect(bills.parties[act.by].signer), bills, tokenId);
      }
      await snapshot.restore();
      const { parties } = bills;
      const tokenId = await issueBill(bills, Kind.BEARER);
      const asShipper = bills.bills.connect(parties.shipper.signer);
      await bills.bills
        .connect(parties.carrier.signer)
        .issueBatch([issuance(Kind.BEARER, parties, { reference: "A BATCH" })]);
      await asShipper.approve(parties.custodian.address, tokenId);
      await asShipper.setApprovalForAll(parties.custodian.address, true);
      await asShipper.followAccounts([tokenId]);
      await expectReach("BillOfLading", bills.bills, { ...bills, by: bills.direct.carrier });
    });

    it("is everything that members do among themselves", async () => {
      const suite = await networkHelpers.loadFixture(deployBills);
      const { consortium, parties, direct } = suite;
      const as = (name: keyof Parties) => consortium.connect(parties[name].signer);
      await as("trader").proposeAccount(direct.outsider.address);
      await as("trader").withdrawAccount(parties.trader.member);
      await as("trader").setProfile("https://trader.example/profile.json");
      await as("trader").setEncryptionKey(1n, id("a public key"));
      await consortium.setGroup(parties.bank.member, await consortium.groupOf(parties.shipper.member));
      await as("shipper").passSeat(parties.bank.member);
      await consortium.suspend(parties.bank.member);
      await as("shipper").takeSeat();
      await expectReach("Consortium", consortium, { ...suite, by: direct.carrier });
    });

    it("is every act between arrival and gate-out", async () => {
      const suite = await networkHelpers.loadFixture(deployAll);
      await lightsAndRight(suite);
      await plans(suite);
      await letters(suite);
      await gate(suite);
      await expectReach("ReleaseRegistry", suite.registry, { ...suite, by: suite.direct.carrier });
      await expectReach("PickUp", suite.pickUp, { ...suite, by: suite.direct.carrier });
    });

    it("is every act on charges", async () => {
      const suite = await networkHelpers.loadFixture(deployAll);
      await payments(suite);
      await clocks(suite);
      await expectReach("Charges", suite.charges, { ...suite, by: suite.direct.carrier });
    });
  });
});

async function lightsAndRight(suite: ReleaseSuite) {
  const { actors, waybill } = suite;
  const as = (name: keyof Actors) => suite.registry.connect(actors[name].signer);
  await as("carrier").openConsignment(opening(suite, [BOX_2]));
  await as("carrier").addContainers(waybill, 1n, [BOX_3]);
  await turnGreen(suite, ethers, waybill, [BOX_2]);
  const time = await now(ethers);
  await as("customs").withdrawClearance(waybill, [BOX_2], REASON_CODE, time);
  await as("customs").clearCustoms(waybill, [BOX_2], Clearance.IMPORT, DECLARATION, time);
  await as("terminal").withdrawTerminalRelease(waybill, [BOX_2], REASON_CODE, time);
  await as("terminal").releaseAtTerminal(waybill, [BOX_2], time);
  await as("carrier").placeHold(waybill, [BOX_2], Authority.CARRIER, REASON_CODE);
  await as("carrier").liftHold(waybill, [BOX_2], Authority.CARRIER, REASON_CODE);
  await as("consignee").nominate(waybill, [BOX_3], actors.forwarder.address);
  await as("carrier").giveRelease(waybill, [BOX_2], 0n);
  const offer = () => as("consignee").offerRelease(waybill, [BOX_2], actors.forwarder.address, 0n, 0n);
  await offer();
  await as("forwarder").declineRelease(waybill, [BOX_2]);
  await offer();
  await as("consignee").withdrawOffer(waybill, [BOX_2]);
  await offer();
  await as("forwarder").acceptRelease(waybill, [BOX_2], 0n);
  await as("carrier").withdrawRelease(waybill, [BOX_2], REASON_CODE);
  await as("carrier").restoreRelease(waybill, [BOX_2]);
  await as("forwarder").nameHaulier(waybill, [BOX_2], actors.haulier.address);
  await as("haulier").passJob(waybill, [BOX_2], actors.otherHaulier.address);
}

async function plans(suite: ReleaseSuite) {
  const { actors, bills } = suite;
  const as = (name: keyof Actors) => suite.registry.connect(actors[name].signer);
  const planned = await issueWaybill(suite, "PLANNED");
  await as("carrier").openConsignment(opening(suite, [BOX_4], { tokenId: planned }));
  const terminal = actors.otherTerminal.address;
  await as("carrier").openConsignment(opening(suite, [BOX_5], { tokenId: planned, consignment: 2n, terminal }));
  await as("carrier").changePlan(planned, [BOX_4], 2n);
  await as("carrier").endOtherwise(planned, [BOX_4], End.STRUCK_OFF, DECLARATION, await now(ethers));
  const old = await issueStraight(suite, "REISSUED");
  await as("carrier").openConsignment(opening(suite, [BOX_4], { tokenId: old }));
  await bills.connect(actors.shipper.signer).surrenderForAmendment(old, 1n);
  const successor = {
    tokenId: old + 1n,
    transportDocumentReference: ascii("REISSUED", 20),
    kind: 0n,
    issueTo: actors.shipper.address,
    shipper: actors.shipper.address,
    titleTo: actors.bank.address,
    shipperRepresents: ZeroHash,
    titleToRepresents: ZeroHash,
    noDisposal: false,
  };
  await bills.connect(actors.carrier.signer).reissue([old], [successor]);
  await as("carrier").repoint(old, [BOX_4], old + 1n);
}

async function letters(suite: ReleaseSuite & { acts: Acts }) {
  const { actors, agency, bills, consortium, registry } = suite;
  const as = (name: keyof Actors) => registry.connect(actors[name].signer);
  const vault = await admitCustodian(ethers, consortium);
  const staff = await newStaff();
  await grantAll(agency, [vault], staff.address, [registry]);
  const asVault = registry.connect(actingThrough(agency, vault.member, vault.signer, staff, suite.acts));
  const tokenId = await issueStraight(suite, "LETTER");
  await as("carrier").openConsignment(opening(suite, [BOX_6], { tokenId }));
  await turnGreen(suite, ethers, tokenId, [BOX_6]);
  await bills.connect(actors.shipper.signer).transferFrom(actors.shipper.address, vault.address, tokenId);
  await asVault.consentToLetter(tokenId, DECLARATION);
  await as("carrier").releaseAgainstLetter(tokenId, [BOX_6], actors.forwarder.address, DECLARATION);
}

/** In and out at the gate, with everything that can go wrong there. */
async function gate(suite: ReleaseSuite) {
  const { actors, pickUp } = suite;
  const asTerminal = suite.registry.connect(actors.terminal.signer);
  const atGate = pickUp.connect(actors.terminal.signer);
  const tokenId = await issueWaybill(suite, "AT THE GATE");
  await suite.registry.connect(actors.carrier.signer).openConsignment(opening(suite, [BOX], { tokenId }));
  // A commitment is good for one booking.
  let truck = truckCommitment("truck 0");
  const { slot } = await bringToGate(suite, ethers, tokenId, [BOX], truck);
  const asHaulier = pickUp.connect(actors.haulier.signer);
  const book = async (driver = actors.driver.address) => {
    const next = await openSlot(suite, ethers, 1n);
    truck = truckCommitment(`truck ${next}`);
    await asHaulier.book(tokenId, BOX, actors.terminal.member, next, driver, truck);
    return next;
  };
  const enter = async (booked: bigint) => {
    const { pass, signature } = await gatePass(suite, ethers, { tokenId, number: BOX, slot: booked, truck });
    await atGate.gateIn(pass, signature);
  };
  const leave = async () => asTerminal.gateOut(tokenId, BOX, await now(ethers), truck, SEAL, RECEIPT);

  await enter(slot);
  await asTerminal.turnAway(tokenId, BOX, REASON_CODE, await now(ethers));
  await book();
  await asHaulier.cancelBooking(tokenId, BOX);
  await book();
  await networkHelpers.time.increase(2n * DAY);
  await atGate.reportNoShow(tokenId, BOX);
  await enter(await book());
  await leave();
  await asTerminal.retractGateOut(tokenId, BOX, REASON_CODE);
  await enter(await book());
  await leave();
  await asTerminal.returnLaden(tokenId, BOX, RECEIPT, await now(ethers));
  const { privateKey, qx, qy } = newPasskey();
  const booked = await book(await pickUp.keyAccount(qx, qy));
  const { pass, proof } = await gatePass(suite, ethers, { tokenId, number: BOX, slot: booked, truck });
  const digest = await pickUp.gateProofDigest(
    tokenId,
    proof.consignment,
    BOX,
    proof.terminal,
    booked,
    truck,
    proof.challenge,
    proof.expiry,
  );
  await atGate.gateInWithPasskey(pass, qx, qy, assertion(privateKey, digest));
  await leave();
  await asTerminal.returnEmpty(tokenId, BOX, RECEIPT, await now(ethers));
  await atGate.openCall(Mode.RAIL, await now(ethers), 3_600n, 60n);
}

/** A consignee with money that it trusts the charges with, and a consignment with one container. */
async function withMoney({ direct, ...suite }: Awaited<ReturnType<typeof deployAll>>) {
  const { actors, charges, registry, token } = suite;
  await registry.connect(actors.carrier.signer).openConsignment(opening(suite, [BOX]));
  await token.mint(direct.consignee.address, 10n ** 9n);
  await token.connect(direct.consignee.signer).approve(await charges.getAddress(), 10n ** 9n);
  return { as: (name: keyof Actors) => charges.connect(actors[name].signer), money: await token.getAddress() };
}

async function payments(suite: Awaited<ReturnType<typeof deployAll>>) {
  const { actors, charges, token, waybill } = suite;
  const { as, money } = await withMoney(suite);
  const raised = async () => {
    await as("carrier").raise({
      tokenId: waybill,
      consignment: 1n,
      number: BOX,
      creditor: Authority.CARRIER,
      kind: ChargeKind.OTHER,
      token: money,
      amount: 100n,
      arbiter: actors.bank.address,
    });
    return await charges.chargeCount();
  };
  const disputed = async () => {
    const charge = await raised();
    await as("consignee").dispute(charge, DECLARATION);
    return charge;
  };
  await as("carrier").cancel(await raised());
  await as("carrier").credit(await raised());
  const before = await token.balanceOf(actors.carrier.address);
  await as("consignee").pay(await raised());
  // No good permit, and none is needed: the money is there.
  await as("consignee").payWithPermit(await raised(), 0n, 27n, id("r"), id("s"));
  expect((await token.balanceOf(actors.carrier.address)) - before).to.equal(200n);
  await as("carrier").giveBack(await disputed());
  await as("consignee").giveUp(await disputed());
  await as("bank").award(await disputed(), 50n);
}

async function clocks(suite: Awaited<ReturnType<typeof deployAll>>) {
  const { actors, token, waybill } = suite;
  const as = (name: keyof Actors) => suite.charges.connect(actors[name].signer);
  const key = { tokenId: waybill, number: BOX, creditor: Authority.TERMINAL, kind: ChargeKind.DEMURRAGE };
  const steps = [{ fromDay: 1n, dailyRate: 100n }];
  const start = await now(ethers);
  const later = async (days: bigint) => {
    await networkHelpers.time.increase(days * DAY);
    return await now(ethers);
  };
  await as("terminal").startClock(key, await token.getAddress(), actors.bank.address, start + DAY, steps);
  await as("terminal").extendFreeTime(key, start + 2n * DAY, REASON_CODE);
  await as("terminal").stopClock(key, start + 2n * DAY, start + 3n * DAY, REASON_CODE);
  await as("consignee").payDays(key, await later(5n), 10_000n);
  await as("consignee").disputeDays(key, await later(2n), 10_000n, DECLARATION);
  await as("terminal").creditDays(key, await later(2n));
  await as("terminal").endClock(key, REASON_CODE);
}
