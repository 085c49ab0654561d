import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { network } from "hardhat";

import { balancesOf, endorseAndTransfer, stateOf, transfer } from "../support/bills.js";
import { Act, deploySuite, issueBill, Kind, nameOf, type Party } from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();

async function deploy() {
  const suite = await deploySuite(ethers);
  const latestBlock = async () => BigInt(await ethers.provider.getBlockNumber());
  return { ...suite, ...suite.parties, latestBlock };
}
type Fixture = Awaited<ReturnType<typeof deploy>>;

/** How a bill came to stand as it does when the bank gives it to the trader, or the shipper does. */
type Given = [string, (suite: Fixture) => Promise<[bigint, Party]>];

const PLAIN: Given[] = [
  ...Object.entries(Kind)
    .filter(([, kind]) => kind !== Kind.WAYBILL)
    .map(([name, kind]): Given => [
      `a ${name} bill as issued`,
      async (suite) => [await issueBill(suite, kind), suite.shipper],
    ]),
  [
    "a TO_ORDER bill whose endorsement is final",
    async (suite) => {
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      await endorseAndTransfer(suite.bills, suite.shipper, Act.ENDORSE, suite.bank, tokenId);
      return [tokenId, suite.bank];
    },
  ],
  [
    "a BEARER bill that was endorsed in blank",
    async (suite) => {
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      await suite.bills.connect(suite.shipper.signer).endorse(tokenId, Act.BLANK_ENDORSE, ZeroAddress);
      return [tokenId, suite.shipper];
    },
  ],
  [
    "a bill to whose title the recipient was endorsed before",
    async (suite) => {
      const tokenId = await issueBill(suite, Kind.BEARER);
      await suite.bills.connect(suite.shipper.signer).endorse(tokenId, Act.ENDORSE, suite.trader.address);
      return [tokenId, suite.shipper];
    },
  ],
  [
    "a bill whose title is elsewhere",
    async (suite) => [await issueBill(suite, Kind.TO_ORDER, { titleTo: suite.consignee.address }), suite.shipper],
  ],
];

const TO_ORDER: Given = ["a TO_ORDER bill", async (suite) => [await issueBill(suite, Kind.TO_ORDER), suite.shipper]];
const SECOND_HAND: Given = [
  "a TO_ORDER bill at second hand",
  async (suite) => {
    const tokenId = await issueBill(suite, Kind.TO_ORDER);
    await endorseAndTransfer(suite.bills, suite.shipper, Act.ENDORSE_TO_ORDER, suite.bank, tokenId);
    return [tokenId, suite.bank];
  },
];
const BEARER: Given = ["a BEARER bill", async (suite) => [await issueBill(suite, Kind.BEARER), suite.shipper]];
const ENDORSED: [Given, Act][] = [
  ...[TO_ORDER, SECOND_HAND].flatMap((given): [Given, Act][] => [
    [given, Act.ENDORSE],
    [given, Act.ENDORSE_TO_ORDER],
    [given, Act.BLANK_ENDORSE],
  ]),
  [BEARER, Act.ENDORSE],
  [BEARER, Act.ENDORSE_TO_ORDER],
];

/** Has the trader reject what `give` brings, and checks that all is as before, with the giver's own right gone. */
async function expectRestored(
  suite: Fixture,
  tokenId: bigint,
  giver: Party,
  events: bigint,
  give: () => Promise<unknown>,
) {
  const { bills, trader, latestBlock } = suite;
  const before = await stateOf(bills, tokenId);
  const { sequence } = await bills.billOf(tokenId);
  const balances = await balancesOf(suite);
  await give();
  expect(await bills.ownerOf(tokenId)).to.equal(trader.address);
  const previousBlock = await latestBlock();

  const transaction = bills.connect(trader.signer).reject(tokenId);
  await expect(transaction)
    .to.emit(bills, "TransferRejected")
    .withArgs(tokenId, trader.member, giver.member, [sequence + events + 1n, previousBlock]);
  await expect(transaction).to.emit(bills, "Transfer").withArgs(trader.address, giver.address, tokenId);
  expect(await stateOf(bills, tokenId)).to.deep.equal({ ...before, rejectDeadline: 0n });
  expect(await balancesOf(suite)).to.deep.equal(balances);
}

describe("BillOfLading", () => {
  describe("reject", () => {
    describe("restores possession, title, finality and kind after a transfer of", () => {
      for (const [what, prepare] of PLAIN) {
        it(what, async () => {
          const suite = await networkHelpers.loadFixture(deploy);
          const [tokenId, giver] = await prepare(suite);
          await expectRestored(suite, tokenId, giver, 1n, () => transfer(suite.bills, giver, suite.trader, tokenId));
        });
      }
    });

    for (const [[what, prepare], act] of ENDORSED) {
      const name = nameOf(Act, act);
      it(`restores possession, title, finality and kind after ${name} with transfer of ${what}`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const [tokenId, giver] = await prepare(suite);
        await expectRestored(suite, tokenId, giver, 2n, () =>
          endorseAndTransfer(suite.bills, giver, act, suite.trader, tokenId),
        );
        // What is restored can be used: the giver endorses again, which needs kind, title and finality as before.
        await endorseAndTransfer(suite.bills, giver, Act.ENDORSE_TO_ORDER, suite.consignee, tokenId);
        expect((await stateOf(suite.bills, tokenId)).titleholder).to.equal(suite.consignee.member);
      });
    }

    it("leaves an endorsement that an earlier transaction made", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank, trader } = suite;
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      await endorseAndTransfer(bills, shipper, Act.ENDORSE_TO_ORDER, bank, tokenId);
      // The bank's transfer carries no endorsement, though the transfer before it did.
      await transfer(bills, bank, trader, tokenId);
      await bills.connect(trader.signer).reject(tokenId);
      expect((await stateOf(bills, tokenId)).titleholder).to.equal(bank.member);
    });

    it("leaves title after a transfer that follows a rejected endorsement with transfer", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank, trader } = suite;
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      await endorseAndTransfer(bills, shipper, Act.ENDORSE, bank, tokenId);
      await bills.connect(bank.signer).reject(tokenId);
      await expectRestored(suite, tokenId, shipper, 1n, () => transfer(bills, shipper, trader, tokenId));
      const { kind, titleholder } = await stateOf(bills, tokenId);
      expect([kind, titleholder]).to.deep.equal([Kind.TO_ORDER, shipper.member]);
    });

    it("returns step by step only what each recipient still may reject", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank, trader } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await transfer(bills, shipper, bank, tokenId);
      await transfer(bills, bank, trader, tokenId);
      await bills.connect(trader.signer).reject(tokenId);
      await expect(bills.connect(bank.signer).reject(tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NothingToReject")
        .withArgs(tokenId);
      expect(await bills.ownerOf(tokenId)).to.equal(bank.address);
    });
  });
});
