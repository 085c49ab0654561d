import { expect } from "chai";
import { network } from "hardhat";

import { MemberStatus } from "../support/suite.js";
import {
  Authority,
  ChargeKind,
  Clearance,
  containerNumber,
  DECLARATION,
  deployRelease,
  issueStraight,
  now,
  opening,
  openSlot,
  REASON_CODE,
  Stage,
  turnGreen,
} from "../support/release.js";

const { ethers, networkHelpers } = await network.create();
const BOX = containerNumber(1);
const OTHER_BOX = containerNumber(2);
const DAY = 86_400n;

/** A green container, a straight bill with another one, and a charge of carrier and terminal each. */
async function deployOpen() {
  const suite = await deployRelease(ethers);
  const { registry, charges, pickUp, actors, token, waybill } = suite;
  const as = (actor: keyof typeof actors) => registry.connect(actors[actor].signer);
  const charging = (actor: keyof typeof actors) => charges.connect(actors[actor].signer);
  const straight = await issueStraight(suite, "STRAIGHT1");
  await as("carrier").openConsignment(opening(suite, [BOX]));
  await as("carrier").openConsignment(opening(suite, [OTHER_BOX], { tokenId: straight }));
  await turnGreen(suite, ethers, waybill, [BOX]);
  const money = await token.getAddress();
  const raise = async (by: "carrier" | "terminal") =>
    charging(by).raise({
      tokenId: waybill,
      consignment: 1n,
      number: BOX,
      creditor: by === "carrier" ? Authority.CARRIER : Authority.TERMINAL,
      kind: ChargeKind.OTHER,
      token: money,
      amount: 1n,
      arbiter: actors.bank.address,
    });
  const startClock = async (by: "carrier" | "terminal") => {
    const creditor = by === "carrier" ? Authority.CARRIER : Authority.TERMINAL;
    const key = { tokenId: waybill, number: BOX, creditor, kind: ChargeKind.DEMURRAGE };
    const freeUntil = (await now(ethers)) + DAY;
    return charging(by).startClock(key, money, actors.bank.address, freeUntil, [{ fromDay: 1n, dailyRate: 1n }]);
  };
  await raise("carrier");
  await raise("terminal");
  const slots = (actor: keyof typeof actors) => pickUp.connect(actors[actor].signer);
  return { ...suite, as, charging, slots, straight, raise, startClock };
}

const ENDS = [
  ["suspended", MemberStatus.SUSPENDED],
  ["removed", MemberStatus.REMOVED],
] as const;

describe("A member that begins nothing", function () {
  for (const [name, status] of ENDS) {
    const putAside = async (suite: Awaited<ReturnType<typeof deployOpen>>, member: bigint) => {
      await suite.consortium.suspend(member);
      if (status === MemberStatus.REMOVED) await suite.consortium.remove(member);
    };

    describe(`a ${name} carrier`, function () {
      it("opens no consignment, adds no container, releases against no letter and charges nothing new", async function () {
        const suite = await networkHelpers.loadFixture(deployOpen);
        const { consortium, actors, as, straight, raise, startClock, waybill } = suite;
        await putAside(suite, actors.carrier.member);
        const begun = [
          () => as("carrier").openConsignment(opening(suite, [containerNumber(3)], { consignment: 2n })),
          () => as("carrier").addContainers(waybill, 1n, [containerNumber(3)]),
          () => as("carrier").releaseAgainstLetter(straight, [OTHER_BOX], actors.forwarder.address, DECLARATION),
          () => raise("carrier"),
          () => startClock("carrier"),
        ];
        for (const act of begun) {
          await expect(act())
            .to.be.revertedWithCustomError(consortium, "Consortium_NotActive")
            .withArgs(actors.carrier.address, status);
        }
      });

      it("still settles its charge, gives its release and takes it back", async function () {
        const suite = await networkHelpers.loadFixture(deployOpen);
        const { registry, actors, as, charging, waybill } = suite;
        await putAside(suite, actors.carrier.member);
        await charging("carrier").credit(1n);
        await as("carrier").giveRelease(waybill, [BOX], 0n);
        expect((await registry.containerOf(waybill, BOX)).holder).to.equal(actors.consignee.member);
        await as("carrier").withdrawRelease(waybill, [BOX], REASON_CODE);
        await as("carrier").placeHold(waybill, [BOX], Authority.CARRIER, REASON_CODE);
      });
    });

    describe(`a ${name} terminal`, function () {
      it("opens no slot and no call, and charges nothing new", async function () {
        const suite = await networkHelpers.loadFixture(deployOpen);
        const { consortium, actors, slots, raise, startClock } = suite;
        await putAside(suite, actors.terminal.member);
        const begun = [
          async () => slots("terminal").openSlot(await now(ethers), DAY, 1n),
          async () => slots("terminal").openCall(1n, await now(ethers), DAY, 1n),
          () => raise("terminal"),
          () => startClock("terminal"),
        ];
        for (const act of begun) {
          await expect(act())
            .to.be.revertedWithCustomError(consortium, "Consortium_NotActive")
            .withArgs(actors.terminal.address, status);
        }
      });

      it("still records, releases, and settles its charge", async function () {
        const suite = await networkHelpers.loadFixture(deployOpen);
        const { registry, actors, as, charging, straight, waybill } = suite;
        await openSlot(suite, ethers, 1n);
        await putAside(suite, actors.terminal.member);
        await as("terminal").discharge(straight, [OTHER_BOX], await now(ethers));
        expect((await registry.containerOf(straight, OTHER_BOX)).stage).to.equal(Stage.DISCHARGED);
        await as("terminal").withdrawTerminalRelease(waybill, [BOX], REASON_CODE, await now(ethers));
        await as("terminal").releaseAtTerminal(waybill, [BOX], await now(ethers));
        await charging("terminal").cancel(2n);
      });
    });

    it(`a ${name} customs authority still clears and takes back`, async function () {
      const suite = await networkHelpers.loadFixture(deployOpen);
      const { registry, actors, as, waybill } = suite;
      await putAside(suite, actors.customs.member);
      await as("customs").withdrawClearance(waybill, [BOX], REASON_CODE, await now(ethers));
      await as("customs").clearCustoms(waybill, [BOX], Clearance.TRANSIT, DECLARATION, await now(ethers));
      expect((await registry.containerOf(waybill, BOX)).clearance).to.equal(Clearance.TRANSIT);
    });
  }
});
