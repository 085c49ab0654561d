import { readFile } from "node:fs/promises";

import { expect } from "chai";
import { id } from "ethers";
import { network } from "hardhat";

import {
  DocumentError,
  type JsonObject,
  type JsonValue,
  readJson,
  toReleaseInformation,
  WireError,
  withReleaseInformation,
} from "../../../sdk/index.js";
import { thrown } from "../../support/chain.js";
import { boxNumber, deployReleaseDesks, issueStraight, openingOf } from "../../support/release-desks.js";

const { ethers, networkHelpers } = await network.create();

const [BOX, SECOND] = [boxNumber(1), boxNumber(2)];
const PAPER = id("a paper");

async function deployOpen() {
  const suite = await deployReleaseDesks(ethers);
  await suite.desks.carrier.carrier.openConsignment(openingOf(suite, [BOX, SECOND])).send();
  const tokenId = await issueStraight(suite, "STRAIGHT1");
  const opening = openingOf(suite, [boxNumber(3)]);
  await suite.desks.carrier.carrier.openConsignment({ ...opening, tokenId }).send();
  return { ...suite, straight: tokenId };
}

/** The first arrival notice in one of DCSA's examples. */
async function example(name: string): Promise<JsonObject> {
  const { value } = readJson(await readFile(`test/vectors/dcsa/an-1.0.0-post-${name}-request.json`, "utf8"));
  const [notice] = (value as { arrivalNotices: JsonObject[] }).arrivalNotices;
  return notice ?? expect.fail("there is no notice");
}

/** The same about these containers. */
function about(notice: JsonObject, numbers: readonly string[]): JsonObject {
  const list: JsonValue = numbers.map((equipmentReference) => ({ equipment: { equipmentReference }, seals: [] }));
  return { ...notice, utilizedTransportEquipments: list };
}

describe("release information of a DCSA arrival notice", () => {
  it("follows the lights of a waybill, of all its containers", async () => {
    const { desks, waybill, actors, token } = await networkHelpers.loadFixture(deployOpen);
    const { carrier, customs } = desks;
    const states = () => Promise.all([BOX, SECOND].map((box) => carrier.readContainer(waybill, box)));
    const options = { kind: "WAYBILL", freightReleaseDate: "2026-03-01" } as const;
    expect(toReleaseInformation(await states(), options)).to.deep.equal({
      isReleasedByEmail: false,
      isFreightReleased: true,
      freightReleaseDate: "2026-03-01",
      isCustomsReleased: false,
    });
    const claim = { tokenId: waybill, consignment: 1, number: SECOND, token: await token.getAddress(), amount: 1n };
    await carrier.charges
      .raise({ ...claim, creditor: "CARRIER", kind: "FREIGHT_COLLECT", arbiter: actors.bank.address })
      .send();
    await customs.customs.clear(waybill, [BOX], "IMPORT", PAPER, await carrier.now()).send();
    // One of two is not enough, and a date stands only beside what is released.
    expect(toReleaseInformation(await states(), options)).to.deep.equal({
      isReleasedByEmail: false,
      isFreightReleased: false,
      isCustomsReleased: false,
    });
    await customs.customs.clear(waybill, [SECOND], "IMPORT", PAPER, await carrier.now()).send();
    expect(toReleaseInformation(await states(), options).isCustomsReleased).to.be.true;
    await customs.customs.placeHold(waybill, [SECOND], "SCAN").send();
    expect(toReleaseInformation(await states(), options).isCustomsReleased).to.be.false;
  });

  it("has the bill received once it was surrendered, and not by a letter of indemnity", async () => {
    const { desks, straight, actors, bills } = await networkHelpers.loadFixture(deployOpen);
    const box = boxNumber(3);
    const states = async () => [await desks.carrier.readContainer(straight, box)];
    expect(toReleaseInformation(await states(), { kind: "STRAIGHT" })).to.include({
      isOBLReceived: false,
      isFreightReleased: false,
    });
    const letter = desks.carrier.carrier.releaseAgainstLetter(straight, [box], actors.consignee.address, PAPER);
    await letter.send();
    expect(toReleaseInformation(await states(), { kind: "STRAIGHT" })).to.include({
      isOBLReceived: false,
      isFreightReleased: true,
    });
    await bills.connect(actors.shipper.signer).surrenderForDelivery(straight);
    await bills.connect(actors.carrier.signer).acceptSurrender(straight);
    expect(toReleaseInformation(await states(), { kind: "STRAIGHT" })).to.include({ isOBLReceived: true });
  });

  it("is put into DCSA's own notices, and nothing else of them changes", async () => {
    const { desks, waybill } = await networkHelpers.loadFixture(deployOpen);
    const states = [await desks.carrier.readContainer(waybill, BOX)];
    for (const name of ["basic", "freetime", "freighted"]) {
      const notice = about(await example(name), [BOX]);
      const { releaseInformation, ...rest } = withReleaseInformation(notice, states, { kind: "WAYBILL" });
      expect(rest, name).to.deep.equal(notice);
      expect(releaseInformation).to.deep.equal({ ...toReleaseInformation(states, { kind: "WAYBILL" }) });
    }
  });

  it("is refused where a container of the notice is not known, with its place", async () => {
    const { desks, waybill } = await networkHelpers.loadFixture(deployOpen);
    const states = [await desks.carrier.readContainer(waybill, BOX)];
    const notice = about(await example("basic"), [BOX, SECOND]);
    const error = thrown(() => withReleaseInformation(notice, states, { kind: "WAYBILL" }), WireError);
    expect(error.pointer).to.equal("/utilizedTransportEquipments/1/equipment/equipmentReference");
  });

  it("is refused for a notice, a date or containers that do not fit", async () => {
    const { desks, waybill, straight } = await networkHelpers.loadFixture(deployOpen);
    const state = await desks.carrier.readContainer(waybill, BOX);
    const other = await desks.carrier.readContainer(straight, boxNumber(3));
    const fields = Object.entries(about(await example("basic"), [BOX]));
    const incomplete = Object.fromEntries(fields.filter(([name]) => name !== "transportDocumentReference"));
    const missing = thrown(() => withReleaseInformation(incomplete, [state], { kind: "WAYBILL" }), DocumentError);
    expect(missing.pointer).to.equal("/transportDocumentReference");
    const date = { kind: "WAYBILL", freightReleaseDate: "1 March" } as const;
    expect(thrown(() => toReleaseInformation([state], date), DocumentError).pointer).to.equal("/freightReleaseDate");
    const mixed = thrown(() => toReleaseInformation([state, other], { kind: "WAYBILL" }), WireError);
    expect(mixed.message).to.match(/containers of one bill$/);
    thrown(() => toReleaseInformation([], { kind: "WAYBILL" }), WireError);
  });
});
