import { expect } from "chai";
import { network } from "hardhat";

import {
  ArgumentError,
  ConsignError,
  consignmentFor,
  DocumentError,
  type JsonValue,
  openInBatches,
  readTransportDocument,
  sealHash,
} from "../../../sdk/index.js";
import { rejection } from "../../support/chain.js";
import { dcsaParty, documentOf, documentText } from "../../support/documents.js";
import { boxNumber, deployReleaseDesks, openingOf } from "../../support/release-desks.js";

const { ethers, networkHelpers } = await network.create();
const deploy = () => deployReleaseDesks(ethers);

/** Equipment of a document with these numbers. */
function equipment(numbers: readonly string[], given: Record<string, JsonValue> = {}): JsonValue {
  return numbers.map((equipmentReference, index) => ({
    equipment: { equipmentReference, ISOEquipmentCode: "22G1" },
    isShipperOwned: false,
    seals: [{ number: `SEAL${index}` }],
    ...given,
  }));
}

const LIST = "/utilizedTransportEquipments";

function documentWith(list: JsonValue, changes: Record<string, JsonValue | undefined> = {}) {
  const cargo = (list as { equipment: { equipmentReference: string } }[])[0]?.equipment.equipmentReference ?? "";
  return readTransportDocument(
    documentText("WAYBILL", "WAYBILL7", {
      [LIST]: list,
      "/consignmentItems/0/cargoItems/0/equipmentReference": cargo,
      ...changes,
    }),
  );
}

async function consigned(list: JsonValue, changes: Record<string, JsonValue | undefined> = {}, choices = {}) {
  const { consortium, actors } = await networkHelpers.loadFixture(deploy);
  const given = { terminal: actors.terminal.address, customs: actors.customs.address, ...choices };
  return consignmentFor(consortium, documentWith(list, changes), given);
}

describe("consignmentFor", () => {
  it("takes containers, seals and the port from a real document", async () => {
    const { consortium, actors } = await networkHelpers.loadFixture(deploy);
    const document = documentOf("STRAIGHT", "STRAIGHT7");
    const given = { terminal: actors.terminal.address, customs: actors.customs.address };
    const { opening, containers, parties } = await consignmentFor(consortium, document, given);
    expect(opening).to.deep.equal({
      tokenId: document.tokenId,
      consignment: 1,
      ...given,
      unLocationCode: document.portOfDischarge,
      carrierHaulage: false,
      numbers: ["NARU3472484"],
    });
    expect(containers[0]).to.include({ number: "NARU3472484", isShipperOwned: false });
    expect(containers[0]?.sealHash).to.equal(sealHash(["DCSA-CTK-1234"]));
    expect(parties.map(({ role, party }) => [role, party.name])).to.deep.include(["consignee", "Consignee"]);
  });

  it("finds consignee and forwarder as members, and warns of who is none", async () => {
    const { consortium, actors } = await networkHelpers.loadFixture(deploy);
    const leiOf = async (member: bigint) => (await consortium.memberView(member)).lei;
    const text = async (member: bigint) => Buffer.from((await leiOf(member)).slice(2), "hex").toString("ascii");
    const party = (partyName: string, partyCode: string) => ({
      partyName,
      identifyingCodes: [{ codeListProvider: "GLEIF", codeListName: "LEI", partyCode }],
    });
    const { parties, findings } = await consigned(equipment([boxNumber(1)]), {
      "/documentParties/consignee": party("Weser Import", await text(actors.consignee.member)),
      "/documentParties/notifyParties": [dcsaParty("Nobody known")],
      "/documentParties/other": [
        { party: party("Kai Spedition", await text(actors.forwarder.member)), partyFunction: "DDS" },
        { party: dcsaParty("Who pays"), partyFunction: "COX" },
      ],
    });
    expect(parties.map(({ role, party: { name }, member }) => [role, name, member?.member])).to.deep.equal([
      ["consignee", "Weser Import", Number(actors.consignee.member)],
      ["notify party", "Nobody known", undefined],
      ["forwarder", "Kai Spedition", Number(actors.forwarder.member)],
    ]);
    expect(findings).to.deep.equal([
      {
        rule: "release-party",
        severity: "warning",
        pointer: "/documentParties/notifyParties/0",
        message: 'the notify party "Nobody known" has no LEI by which a member is found',
      },
    ]);
  });

  it("takes a shipper-owned container with a right number, and warns of it", async () => {
    const { opening, findings } = await consigned(equipment([boxNumber(1)], { isShipperOwned: true }));
    expect(opening.numbers).to.deep.equal([boxNumber(1)]);
    expect(findings.filter(({ rule }) => rule === "release-shipper-owned")).to.deep.equal([
      {
        rule: "release-shipper-owned",
        severity: "warning",
        pointer: `${LIST}/0/isShipperOwned`,
        message: `the container ${boxNumber(1)} is the shipper's own: no empty return to the carrier, and no detention`,
      },
    ]);
  });

  it("names everything at fault at once, each by its JSON pointer", async () => {
    const list = [
      ...(equipment(["NARU3472485", boxNumber(1)], {}) as JsonValue[]),
      ...(equipment(["SOC-BOX-1"], { isShipperOwned: true }) as JsonValue[]),
      ...(equipment([boxNumber(1)], { seals: [{ number: "A,B" }, { number: "C" }, { number: "C" }] }) as JsonValue[]),
    ];
    const error = await rejection(
      consigned(list, { "/transports/portOfDischarge": { locationName: "Somewhere" } }),
      DocumentError,
    );
    expect(error.code).to.equal("CONTAINER_REFUSED");
    expect(error.findings.map(({ rule, pointer }) => [rule, pointer])).to.deep.equal([
      ["release-container-number", `${LIST}/0/equipment/equipmentReference`],
      ["release-shipper-owned", `${LIST}/2/equipment/equipmentReference`],
      ["release-container-once", `${LIST}/3/equipment/equipmentReference`],
      ["release-seal", `${LIST}/3/seals/0/number`],
      ["release-seal", `${LIST}/3/seals/2/number`],
      ["release-place", "/transports/portOfDischarge/UNLocationCode"],
    ]);
    const messages = error.findings.map(({ message }) => message);
    expect(messages[0]).to.equal("the container number NARU3472485 has the check digit 5, which should be 4");
    expect(messages[1]).to.match(/^the number of the shipper-owned container SOC-BOX-1 is not four capital letters .*/);
    expect(messages[3]).to.match(/^the seal "A,B" .* has a comma/);
    expect(messages[4]).to.match(/is listed twice$/);
  });

  it("takes the containers of one terminal alone, and refuses one that the document does not list", async () => {
    const numbers = [boxNumber(1), boxNumber(2), boxNumber(3)];
    const part = await consigned(
      equipment(numbers),
      {},
      { only: [numbers[2]], consignment: 2, unLocationCode: "NLRTM" },
    );
    expect(part.opening).to.deep.include({ consignment: 2, unLocationCode: "NLRTM", numbers: [numbers[2]] });
    const error = await rejection(consigned(equipment(numbers), {}, { only: [boxNumber(9)] }), DocumentError);
    expect(error.findings[0]).to.include({ rule: "release-container-listed", pointer: LIST });
  });

  it("refuses more than 500 containers, and names the first too many", async () => {
    const numbers = Array.from({ length: 501 }, (_, n) => boxNumber(n + 1));
    const error = await rejection(consigned(equipment(numbers)), DocumentError);
    expect(error.pointer).to.equal(`${LIST}/500/equipment/equipmentReference`);
    expect(error.findings[0]?.rule).to.equal("release-too-many");
  });
});

describe("openInBatches", () => {
  const numbers = Array.from({ length: 5 }, (_, n) => boxNumber(n + 1));

  it("opens with the first part, adds the others, and tells how far it is", async () => {
    const suite = await networkHelpers.loadFixture(deploy);
    const progress: object[] = [];
    const { found, consigned, receipts } = await openInBatches(suite.desks.carrier, openingOf(suite, numbers), {
      size: 2,
      onProgress: (state) => progress.push(state),
    });
    expect({ found, consigned }).to.deep.equal({ found: 0, consigned: 5 });
    expect(receipts).to.have.length(3);
    expect(progress).to.deep.equal([0, 2, 4, 5].map((consigned) => ({ total: 5, found: 0, consigned })));
    expect(await suite.desks.carrier.readContainersOf(suite.waybill, 1)).to.deep.equal(numbers);
  });

  it("goes on after a stop, and does nothing the second time", async () => {
    const suite = await networkHelpers.loadFixture(deploy);
    await suite.desks.carrier.carrier.openConsignment(openingOf(suite, numbers.slice(0, 2))).send();
    const opening = openingOf(suite, numbers);
    expect(await openInBatches(suite.desks.carrier, opening)).to.include({ found: 2, consigned: 3 });
    const again = await openInBatches(suite.desks.carrier, opening);
    expect(again).to.deep.equal({ found: 5, consigned: 0, receipts: [] });
  });

  it("refuses what was opened otherwise, or is in another consignment", async () => {
    const suite = await networkHelpers.loadFixture(deploy);
    const { desks, actors } = suite;
    await desks.carrier.carrier.openConsignment(openingOf(suite, numbers.slice(0, 1))).send();
    const opening = openingOf(suite, numbers);
    const cases: [object, string][] = [
      [{ terminal: actors.otherTerminal.address }, "terminal"],
      [{ customs: actors.bank.address }, "customs"],
      [{ unLocationCode: "NLRTM" }, "unLocationCode"],
      [{ carrierHaulage: true }, "carrierHaulage"],
    ];
    for (const [given, argument] of cases) {
      const error = await rejection(openInBatches(desks.carrier, { ...opening, ...given }), ArgumentError);
      expect(error.argument).to.equal(argument);
    }
    const second = { ...opening, consignment: 2, numbers: [boxNumber(8)] };
    await desks.carrier.carrier.openConsignment(second).send();
    const error = await rejection(openInBatches(desks.carrier, { ...second, numbers }), ArgumentError);
    expect(error.message).to.match(/^numbers\[0\] is in the consignment 1 of the bill already/);
  });

  it("says how many are in when the chain refuses", async () => {
    const suite = await networkHelpers.loadFixture(deploy);
    const error = await rejection(openInBatches(suite.desks.consignee, openingOf(suite, numbers)), ConsignError);
    expect(error).to.include({ consigned: 0, total: 5 });
    expect(error.cause.code).to.equal("ReleaseRegistry_NotTheAuthority");
    expect(error.message).to.match(
      /^0 of 5 containers are in the consignment; the rest stopped: 0x\w{40} does not act/,
    );
  });
});
