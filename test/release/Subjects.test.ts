import { expect } from "chai";
import { AbiCoder, type FunctionFragment, id, type ParamType, ZeroAddress, ZeroHash } from "ethers";
import { network } from "hardhat";

import { actsOf, mandate, NOWHERE } from "../support/agency.js";
import {
  ANTWERP,
  ascii,
  Authority,
  ChargeKind,
  containerNumber,
  DECLARATION,
  deployRelease,
  issueStraight,
  issueWaybill,
  now,
  opening,
} from "../support/release.js";
import { issuance, Kind, reference } from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();

const BOX = containerNumber(1);
const OTHER_BOX = containerNumber(2);
const ROTTERDAM = ascii("NLRTM", 5);
const UNKNOWN = { tokenId: 0n, reference: `0x${"00".repeat(20)}`, place: NOWHERE };
const REFERENCE = reference("SAMPLE");

/** A waybill with a container in Antwerp and one in Rotterdam, and a charge of the carrier for the first. */
async function deploy() {
  const suite = await deployRelease(ethers);
  const { actors, charges, registry, subjects, token, waybill } = suite;
  const asCarrier = registry.connect(actors.carrier.signer);
  await asCarrier.openConsignment(opening(suite, [BOX]));
  await asCarrier.openConsignment(opening(suite, [OTHER_BOX], { consignment: 2n, unLocationCode: ROTTERDAM }));
  const claim = {
    tokenId: waybill,
    consignment: 1n,
    number: BOX,
    creditor: Authority.CARRIER,
    kind: ChargeKind.OTHER,
    token: await token.getAddress(),
    amount: 100n,
    arbiter: actors.bank.address,
  };
  await charges.connect(actors.carrier.signer).raise(claim);
  const subjectOf = async (target: { getAddress(): Promise<string> }, data: string) => {
    const found = await subjects.subjectOf(await target.getAddress(), data);
    return { tokenId: found.tokenId, reference: found.transportDocumentReference, place: found.unLocationCode };
  };
  return { ...suite, claim, subjectOf };
}

/** What an act says of nothing in particular: `tokenId` and the first container wherever it names a bill or container. */
function sample({ name, type, baseType, components, arrayChildren }: ParamType, tokenId: bigint): unknown {
  if (arrayChildren !== null) return [sample(arrayChildren, tokenId)];
  if (baseType === "tuple") return (components ?? []).map((each) => sample(each, tokenId));
  if (type === "uint256") return name === "charge" ? 1n : tokenId;
  if (type === "bytes11") return BOX;
  if (type === "bytes20") return REFERENCE;
  if (type === "bytes5") return ANTWERP;
  if (name === "consignment") return 1n;
  if (type === "address") return ZeroAddress;
  if (type === "bool") return false;
  if (type === "string") return "";
  if (type === "bytes") return "0x";
  return type.startsWith("bytes") ? `0x${"00".repeat(Number(type.slice(5)))}` : 1n;
}

function encode({ selector, inputs }: FunctionFragment, tokenId: bigint): string {
  const args = inputs.map((input) => sample(input, tokenId));
  return selector + AbiCoder.defaultAbiCoder().encode(inputs, args).slice(2);
}

/** Functions that have no one bill, and why. */
const NO_BILL = [
  "setApprovalForAll", // all bills
  "followAccounts", // open to anyone, for whom no mandate is needed
  "repoint", // from one bill to another
  "openSlot", // of the terminal
  "openCall",
  // Restricted, or for another contract: never in a mandate that is of use.
  ...["setAuthority", "setRejectPeriod", "pauseMoves", "resumeMoves", "freezeBriefly", "freeze", "unfreeze"],
  ...["announceReassignment", "withdrawReassignment", "reassign", "replaceStandIn", "markDelivery", "strikeOff"],
  ...["connectCharges", "setOwed", "setPaidThrough", "recordBooking", "recordBookingEnd", "recordGateIn"],
  ...["replaceArbiter", "setClockBounds"],
];

/** Acts on containers whose place is not asked, because they name none. */
const NO_PLACE = ["consentToLetter"];

describe("Subjects", () => {
  describe("subjectOf", () => {
    it("tells the bill of every act that has one, and the place of every act on containers", async () => {
      const { bills, charges, pickUp, registry, subjectOf, waybill } = await networkHelpers.loadFixture(deploy);
      for (const contract of [bills, registry, charges, pickUp]) {
        for (const fragment of actsOf(contract.interface)) {
          const { name } = fragment;
          const found = await subjectOf(contract, encode(fragment, waybill));
          const hasPlace = contract !== bills && !NO_PLACE.includes(name);
          if (NO_BILL.includes(name)) {
            const expected = name === "repoint" ? { ...UNKNOWN, place: ANTWERP } : UNKNOWN;
            expect(found, name).to.deep.equal(expected);
          } else {
            expect(found.tokenId, name).to.equal(waybill);
            expect(found.place, name).to.equal(hasPlace ? ANTWERP : NOWHERE);
          }
        }
      }
    });

    it("tells the reference of what is issued, and of nothing else", async () => {
      const { bills, subjectOf, waybill } = await networkHelpers.loadFixture(deploy);
      for (const fragment of actsOf(bills.interface)) {
        const { reference: found } = await subjectOf(bills, encode(fragment, waybill));
        const expected = fragment.name === "issue" || fragment.name === "issueBatch" ? REFERENCE : UNKNOWN.reference;
        expect(found, fragment.name).to.equal(expected);
      }
    });

    it("knows nothing of another contract, or of a function that is none", async () => {
      const { bills, consortium, subjectOf } = await networkHelpers.loadFixture(deploy);
      const sign = bills.interface.encodeFunctionData("sign", [7n]);
      expect(await subjectOf(consortium, sign)).to.deep.equal(UNKNOWN);
      expect(await subjectOf(bills, "0x01020304")).to.deep.equal(UNKNOWN);
    });

    it("knows nothing of what concerns more than one bill", async () => {
      const { actors, bills, subjectOf } = await networkHelpers.loadFixture(deploy);
      const two = ["A", "B"].map((text) => issuance(Kind.BEARER, actors, { reference: text }));
      for (const data of [
        bills.interface.encodeFunctionData("issueBatch", [two]),
        bills.interface.encodeFunctionData("issueBatch", [[]]),
        bills.interface.encodeFunctionData("reissue", [[1n, 2n], two.slice(1)]),
        bills.interface.encodeFunctionData("reissue", [[], two]),
      ]) {
        expect(await subjectOf(bills, data)).to.deep.equal(UNKNOWN);
      }
    });

    it("takes the bill that moves, not who gets it", async () => {
      const { actors, bills, subjectOf, waybill } = await networkHelpers.loadFixture(deploy);
      const { shipper, bank } = actors;
      const data = bills.interface.encodeFunctionData("transferFrom", [shipper.address, bank.address, waybill]);
      expect((await subjectOf(bills, data)).tokenId).to.equal(waybill);
      const approve = bills.interface.encodeFunctionData("approve", [bank.address, waybill]);
      expect((await subjectOf(bills, approve)).tokenId).to.equal(waybill);
    });

    it("knows no place of containers in two places, of none, or of one that is not consigned", async () => {
      const { registry, subjectOf, waybill } = await networkHelpers.loadFixture(deploy);
      const place = async (numbers: string[]) =>
        (await subjectOf(registry, registry.interface.encodeFunctionData("discharge", [waybill, numbers, 0n]))).place;
      expect(await place([BOX])).to.equal(ANTWERP);
      expect(await place([OTHER_BOX, OTHER_BOX])).to.equal(ROTTERDAM);
      expect(await place([BOX, OTHER_BOX])).to.equal(NOWHERE);
      expect(await place([BOX, containerNumber(3)])).to.equal(NOWHERE);
      expect(await place([containerNumber(3)])).to.equal(NOWHERE);
      expect(await place([])).to.equal(NOWHERE);
    });

    it("knows no place of a container on its way from one to the other", async () => {
      const { registry, subjectOf, waybill } = await networkHelpers.loadFixture(deploy);
      const data = registry.interface.encodeFunctionData("changePlan", [waybill, [BOX], 2n]);
      expect(await subjectOf(registry, data)).to.deep.equal({ ...UNKNOWN, tokenId: waybill });
    });

    it("follows a charge with its container, and finds that of a whole consignment", async () => {
      const { actors, charges, claim, registry, subjectOf, waybill } = await networkHelpers.loadFixture(deploy);
      const pay = (charge: bigint) => subjectOf(charges, charges.interface.encodeFunctionData("pay", [charge]));
      expect((await pay(1n)).place).to.equal(ANTWERP);
      await registry.connect(actors.carrier.signer).changePlan(waybill, [BOX], 2n);
      expect((await pay(1n)).place).to.equal(ROTTERDAM);
      await charges.connect(actors.carrier.signer).raise({ ...claim, number: `0x${"00".repeat(11)}` });
      expect(await pay(2n)).to.deep.equal({ ...UNKNOWN, tokenId: waybill, place: ANTWERP });
      expect(await pay(3n)).to.deep.equal(UNKNOWN);
    });

    it("reverts for arguments that are cut short", async () => {
      const { bills, subjectOf } = await networkHelpers.loadFixture(deploy);
      const sign = bills.interface.encodeFunctionData("sign", [7n]);
      await expect(subjectOf(bills, sign.slice(0, -2))).to.be.revertedWithoutReason(ethers);
    });
  });
});

describe("Agency", () => {
  describe("limits", () => {
    /** The outsider is staff of whoever gives it a mandate. */
    async function limited() {
      const deployed = await deploy();
      const { agency, actors } = deployed;
      const staff = actors.outsider;
      const asStaff = agency.connect(staff.signer);
      return { ...deployed, staff, asStaff };
    }

    it("of bills cover these and no others, nor acts on several", async () => {
      const { actors, agency, asStaff, bills, staff } = await networkHelpers.loadFixture(limited);
      const { carrier, shipper } = actors;
      const [first, second] = [
        await issueStraight({ bills, actors }, "A"),
        await issueStraight({ bills, actors }, "B"),
      ];
      const given = await mandate(staff.address, bills, ["surrenderForAmendment"], { tokenIds: [first] });
      await agency.connect(shipper.signer).grant([given]);
      const surrender = (tokenId: bigint) =>
        asStaff.act(shipper.member, bills, bills.interface.encodeFunctionData("surrenderForAmendment", [tokenId, 1n]));
      await expect(surrender(second))
        .to.be.revertedWithCustomError(agency, "Agency_SubjectNotCovered")
        .withArgs(shipper.member, staff.address, 1n, 1n, ethers.toBeHex(second, 32));
      await surrender(first);
      expect((await bills.billOf(first)).status).to.equal(4n);

      await agency
        .connect(carrier.signer)
        .grant([await mandate(staff.address, bills, ["reissue"], { tokenIds: [first, second] })]);
      await bills.connect(shipper.signer).surrenderForAmendment(second, 3n);
      const successor = issuance(Kind.STRAIGHT, actors, { reference: "A" });
      const merged = bills.interface.encodeFunctionData("reissue", [[first, second], [successor]]);
      await expect(asStaff.act(carrier.member, bills, merged))
        .to.be.revertedWithCustomError(agency, "Agency_SubjectNotCovered")
        .withArgs(carrier.member, staff.address, 2n, 1n, ZeroHash);
    });

    it("of references cover the issue of these documents, one at a time", async () => {
      const { actors, agency, asStaff, bills, staff } = await networkHelpers.loadFixture(limited);
      const { carrier } = actors;
      const transportDocumentReferences = [reference("MINE"), reference("MINE TOO")];
      await agency.connect(carrier.signer).grant([
        await mandate(staff.address, bills, ["issue", "issueBatch", "acceptSurrender"], {
          transportDocumentReferences,
        }),
      ]);
      const document = (text: string) => issuance(Kind.BEARER, actors, { reference: text });
      const act = (data: string) => asStaff.act(carrier.member, bills, data);
      const issue = (text: string) => act(bills.interface.encodeFunctionData("issue", [document(text)]));
      const issueBatch = (...texts: string[]) =>
        act(bills.interface.encodeFunctionData("issueBatch", [texts.map(document)]));
      const refused = (done: Promise<unknown>, subject: string) =>
        expect(done)
          .to.be.revertedWithCustomError(agency, "Agency_SubjectNotCovered")
          .withArgs(carrier.member, staff.address, 1n, 2n, subject);
      await refused(issue("THEIRS"), ethers.zeroPadBytes(ethers.toUtf8Bytes("THEIRS"), 32));
      await refused(issueBatch("MINE", "MINE TOO"), ZeroHash);
      await issue("MINE");
      await issueBatch("MINE TOO");
      expect(await bills.tokenByReference(carrier.member, reference("MINE TOO"))).to.equal(
        document("MINE TOO").tokenId,
      );
      // Once it is issued, an act on it names its bill and no reference.
      const accept = bills.interface.encodeFunctionData("acceptSurrender", [document("MINE").tokenId]);
      await refused(act(accept), ZeroHash);
    });

    it("of a place cover containers that are delivered there, as long as they are", async () => {
      const { actors, agency, asStaff, registry, staff, waybill } = await networkHelpers.loadFixture(limited);
      const { carrier, terminal } = actors;
      const given = await mandate(staff.address, registry, ["discharge"], { unLocationCode: ANTWERP });
      await agency.connect(terminal.signer).grant([given]);
      const discharge = async (numbers: string[]) =>
        asStaff.act(
          terminal.member,
          registry,
          registry.interface.encodeFunctionData("discharge", [waybill, numbers, await now(ethers)]),
        );
      const refused = (done: Promise<unknown>, subject: string) =>
        expect(done)
          .to.be.revertedWithCustomError(agency, "Agency_SubjectNotCovered")
          .withArgs(terminal.member, staff.address, 1n, 3n, subject);
      await refused(discharge([OTHER_BOX]), ethers.zeroPadBytes(ROTTERDAM, 32));
      await refused(discharge([BOX, OTHER_BOX]), ZeroHash);
      await refused(discharge([containerNumber(9)]), ZeroHash);
      await registry.connect(carrier.signer).changePlan(waybill, [BOX], 2n);
      await refused(discharge([BOX]), ethers.zeroPadBytes(ROTTERDAM, 32));
      await registry.connect(carrier.signer).changePlan(waybill, [BOX], 1n);
      await discharge([BOX]);
      expect((await registry.containerOf(waybill, BOX)).stage).to.equal(2n);
    });

    it("of bills cover the charges on these bills", async () => {
      const { actors, agency, asStaff, charges, claim, registry, staff, token, waybill, ...suite } =
        await networkHelpers.loadFixture(limited);
      const { carrier, consignee } = actors;
      const other = await issueWaybill({ ...suite, actors }, "OTHER");
      const third = containerNumber(3);
      await registry
        .connect(carrier.signer)
        .openConsignment(
          opening({ ...suite, agency, actors, charges, registry, token, waybill }, [third], { tokenId: other }),
        );
      await charges.connect(carrier.signer).raise({ ...claim, tokenId: other, number: third });
      await token.mint(consignee.address, 1_000n);
      await token.connect(consignee.signer).approve(await charges.getAddress(), 1_000n);
      const given = await mandate(staff.address, charges, ["pay"], { tokenIds: [waybill] });
      await agency.connect(consignee.signer).grant([given]);
      const pay = (charge: bigint) =>
        asStaff.act(consignee.member, charges, charges.interface.encodeFunctionData("pay", [charge]));
      await expect(pay(2n))
        .to.be.revertedWithCustomError(agency, "Agency_SubjectNotCovered")
        .withArgs(consignee.member, staff.address, 1n, 1n, ethers.toBeHex(other, 32));
      await expect(pay(1n)).to.changeTokenBalance(ethers, token, consignee.address, -100n);
    });

    it("of one kind do not stretch to holds of governance", async () => {
      const { actors, agency, asStaff, authority, registry, staff, waybill } =
        await networkHelpers.loadFixture(limited);
      const { carrier } = actors;
      await authority.grantRole(0n, carrier.address, 0n);
      await agency.connect(carrier.signer).grant([await mandate(staff.address, registry, ["placeHold"])]);
      const hold = (authorityOf: bigint) =>
        asStaff.act(
          carrier.member,
          registry,
          registry.interface.encodeFunctionData("placeHold", [waybill, [BOX], authorityOf, ascii("INSP", 4)]),
        );
      await hold(Authority.CARRIER);
      await expect(hold(Authority.GOVERNANCE))
        .to.be.revertedWithCustomError(registry, "Agency_PowerIsPersonal")
        .withArgs(carrier.address, registry.interface.getFunction("placeHold").selector);
    });
  });

  describe("money", () => {
    it("of a removed member is not spent by its substitute", async () => {
      const { actors, agency, charges, consortium, token } = await networkHelpers.loadFixture(deploy);
      const { bank, consignee } = actors;
      await token.mint(consignee.address, 1_000n);
      await token.connect(consignee.signer).approve(await charges.getAddress(), 1_000n);
      await consortium.remove(consignee.member);
      await consortium.nameSubstitute(consignee.member, bank.member);
      for (const data of [
        charges.interface.encodeFunctionData("pay", [1n]),
        charges.interface.encodeFunctionData("dispute", [1n, DECLARATION]),
        charges.interface.encodeFunctionData("payWithPermit", [1n, 0n, 27n, id("r"), id("s")]),
      ]) {
        await expect(agency.connect(bank.signer).act(consignee.member, charges, data))
          .to.be.revertedWithCustomError(charges, "Consortium_NotActive")
          .withArgs(consignee.address, 3n);
      }
      expect(await token.balanceOf(consignee.address)).to.equal(1_000n);
      // With its own account it pays as anybody does.
      await charges.connect(consignee.signer).pay(1n);
      expect(await token.balanceOf(consignee.address)).to.equal(900n);
    });
  });
});
