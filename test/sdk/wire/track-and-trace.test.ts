import { readFile } from "node:fs/promises";

import { expect } from "chai";
import { id } from "ethers";
import { network } from "hardhat";

import {
  DocumentError,
  type EquipmentEvent,
  readHistory,
  readTrackAndTrace,
  type ReleaseDesk,
  type ShipmentEvent,
  timesOf,
  toDocumentEvents,
  toTrackAndTrace,
  type TrackAndTraceEvent,
  WireError,
} from "../../../sdk/index.js";
import { thrown } from "../../support/chain.js";
import { boxNumber, deployReleaseDesks, issueStraight, openingOf } from "../../support/release-desks.js";

const { ethers, networkHelpers } = await network.create();

const BOX = boxNumber(1);
const PAPER = id("a paper");
const OPTIONS = {
  chainId: 31_337n,
  transportDocumentReference: "HHL71800000",
  vesselCall: { transportCallID: "call-1", modeOfTransport: "VESSEL", vessel: { vesselIMONumber: "9321483" } },
  isoEquipmentCode: "22G1",
} as const;

async function deployOpen() {
  const suite = await deployReleaseDesks(ethers);
  await suite.desks.carrier.carrier.openConsignment(openingOf(suite, [BOX])).send();
  return { ...suite, tokenId: suite.waybill };
}

/** The lines of what a timeline means: code and document or place. */
function codes(events: readonly TrackAndTraceEvent[]): string[] {
  return events.map((event) =>
    event.eventType === "SHIPMENT"
      ? `${event.documentTypeCode} ${event.shipmentEventTypeCode}`
      : `${event.equipmentEventTypeCode} ${event.emptyIndicatorCode}`,
  );
}

async function exported(desk: ReleaseDesk, tokenId: bigint) {
  return toTrackAndTrace(await desk.timeline(tokenId, BOX), OPTIONS);
}

describe("DCSA Track & Trace 2.2", () => {
  describe("readTrackAndTrace", () => {
    async function examples(): Promise<Record<string, unknown>[]> {
      const text = await readFile("test/vectors/dcsa/tnt-2.2.0-events.json", "utf8");
      return JSON.parse(text) as Record<string, unknown>[];
    }

    it("takes every one of DCSA's own examples", async () => {
      const events = await examples();
      expect(readTrackAndTrace(events)).to.deep.equal(events);
      expect(events).to.have.length(7);
    });

    it("refuses what DCSA does not allow, and names the place", async () => {
      const [, shipment = {}, equipment = {}] = await examples();
      const cases: [object, string, string][] = [
        [{ ...shipment, shipmentEventTypeCode: "GONE" }, "/0/shipmentEventTypeCode", "schema-enum"],
        [{ ...shipment, documentTypeCode: undefined }, "/0/documentTypeCode", "schema-required"],
        [{ ...shipment, eventCreatedDateTime: "yesterday" }, "/0/eventCreatedDateTime", "schema-format"],
        [{ ...shipment, eventID: "1" }, "/0/eventID", "schema-format"],
        [{ ...shipment, eventType: "OTHER" }, "/0/eventType", "schema-enum"],
        [{ ...equipment, emptyIndicatorCode: "FULL" }, "/0/emptyIndicatorCode", "schema-enum"],
        [{ ...equipment, equipmentReference: "X".repeat(16) }, "/0/equipmentReference", "schema-maxLength"],
        [{ ...equipment, seals: [{ sealNumber: "1" }] }, "/0/seals/0/sealType", "schema-required"],
      ];
      for (const [event, pointer, rule] of cases) {
        // As it comes over the wire: without what is undefined.
        const wire: unknown = JSON.parse(JSON.stringify(event));
        const error: DocumentError = thrown(() => readTrackAndTrace([wire]), DocumentError);
        expect(error.code).to.equal("NOT_DCSA");
        expect(error.findings.map((finding) => [finding.pointer, finding.rule])).to.deep.include([pointer, rule]);
      }
    });
  });

  describe("toTrackAndTrace", () => {
    it("has discharge, customs, release, laden gate-out and empty return, with both times", async () => {
      const { desks, tokenId, actors, registry } = await networkHelpers.loadFixture(deployOpen);
      const { carrier, terminal, customs, consignee, haulier } = desks;
      const landed = await carrier.now();
      await networkHelpers.time.increase(600);
      await terminal.terminal.discharge(tokenId, [BOX], landed).send();
      await customs.customs.clear(tokenId, [BOX], "IMPORT", PAPER, landed + 60).send();
      await terminal.terminal.release(tokenId, [BOX], landed + 120).send();
      await carrier.carrier.giveRelease(tokenId, [BOX]).send();
      await consignee.holder.nameHaulier(tokenId, [BOX], actors.haulier.address).send();
      expect(haulier.addresses.ReleaseRegistry).to.equal(await registry.getAddress());
      const timeline = await carrier.timeline(tokenId, BOX);
      const { events, unmapped } = toTrackAndTrace(timeline, OPTIONS);
      expect(codes(events)).to.deep.equal(["DISC LADEN", "CUS RELS", "SRM CONF", "SRM RELS"]);
      expect(unmapped.map(({ entry, why }) => [entry.entry.event, why])).to.deep.equal([
        ["ConsignmentOpened", "DCSA has no event for a consignment"],
        ["ContainerConsigned", "DCSA has no event for a consignment"],
        ["HaulierNamed", "DCSA has no event for who holds the release right or fetches the container"],
      ]);
      expect(events.length + unmapped.length).to.equal(timeline.length);

      const [discharged, cleared] = events as [EquipmentEvent, ShipmentEvent];
      const time = (seconds: number) => new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
      const recorded = timeline.find(({ entry }) => entry.event === "Discharged")?.recorded ?? 0;
      expect(discharged).to.deep.include({
        eventType: "EQUIPMENT",
        eventClassifierCode: "ACT",
        eventDateTime: time(landed),
        eventCreatedDateTime: time(recorded),
        equipmentReference: BOX,
        ISOEquipmentCode: "22G1",
        eventLocation: { UNLocationCode: "BEANR" },
        transportCall: OPTIONS.vesselCall,
        documentReferences: [{ documentReferenceType: "TRD", documentReferenceValue: "HHL71800000" }],
      });
      // DCSA: of a shipment event both are the time of the record.
      expect(cleared.eventDateTime).to.equal(cleared.eventCreatedDateTime);
      expect(cleared).to.deep.include({
        documentID: PAPER,
        reason: `cleared for IMPORT; happened at ${time(landed + 60)}`,
        references: [{ referenceType: "EQ", referenceValue: BOX }],
      });
      expect(events[3]).to.include({ documentID: `HHL71800000/1/${BOX}` });
    });

    it("gives each event an id of its own, always the same", async () => {
      const { desks, tokenId } = await networkHelpers.loadFixture(deployOpen);
      await desks.terminal.terminal.discharge(tokenId, [BOX], await desks.carrier.now()).send();
      await desks.customs.customs.placeHold(tokenId, [BOX], "SCAN").send();
      const first = await exported(desks.carrier, tokenId);
      const second = await exported(desks.carrier, tokenId);
      expect(first).to.deep.equal(second);
      const ids = first.events.map(({ eventID }) => eventID);
      expect(new Set(ids).size).to.equal(2);
      for (const eventID of ids) expect(eventID).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
    });

    it("says released only when nothing of the kind holds it any more", async () => {
      const { desks, tokenId } = await networkHelpers.loadFixture(deployOpen);
      const { carrier, terminal, customs } = desks;
      const now = await carrier.now();
      await customs.customs.placeHold(tokenId, [BOX], "SCAN").send(); // CUS HOLD
      await customs.customs.clear(tokenId, [BOX], "IMPORT", PAPER, now).send(); // still on hold
      await customs.customs.liftHold(tokenId, [BOX], "OK").send(); // CUS RELS
      await customs.customs.withdrawClearance(tokenId, [BOX], "ERR", now).send(); // CUS HOLD
      await customs.customs.placeHold(tokenId, [BOX], "SCAN").send(); // CUS HOLD
      await customs.customs.liftHold(tokenId, [BOX], "OK").send(); // not cleared
      await terminal.terminal.placeHold(tokenId, [BOX], "DMG").send(); // SRM HOLD
      await carrier.carrier.giveRelease(tokenId, [BOX]).send(); // on hold
      await carrier.carrier.placeHold(tokenId, [BOX], "MON").send(); // SRM HOLD
      await terminal.terminal.liftHold(tokenId, [BOX], "OK").send(); // the carrier's stands
      await carrier.carrier.liftHold(tokenId, [BOX], "OK").send(); // SRM RELS
      await carrier.carrier.withdrawRelease(tokenId, [BOX], "STOP").send(); // SRM HOLD
      await terminal.terminal.placeHold(tokenId, [BOX], "DMG").send(); // SRM HOLD
      await terminal.terminal.liftHold(tokenId, [BOX], "OK").send(); // still withdrawn
      await carrier.carrier.restoreRelease(tokenId, [BOX]).send(); // SRM RELS
      const { events, unmapped } = await exported(carrier, tokenId);
      expect(codes(events)).to.deep.equal([
        "CUS HOLD",
        "CUS RELS",
        "CUS HOLD",
        "CUS HOLD",
        "SRM HOLD",
        "SRM HOLD",
        "SRM RELS",
        "SRM HOLD",
        "SRM HOLD",
        "SRM RELS",
      ]);
      expect(unmapped.slice(2).map(({ why }) => why)).to.deep.equal([
        "cleared, but customs still holds it",
        "customs lifted its hold, and has not cleared it",
        "the right was given, and the container is on hold",
        "the hold was lifted, and the release still waits for something else",
        "the hold was lifted, and the release still waits for something else",
      ]);
    });

    it("has the place of the plan as it was changed, and other ends than the gate", async () => {
      const suite = await networkHelpers.loadFixture(deployOpen);
      const { desks, tokenId, actors } = suite;
      const other = { terminal: actors.otherTerminal.address, unLocationCode: "NLRTM", consignment: 2 };
      await desks.carrier.carrier.openConsignment({ ...openingOf(suite, [boxNumber(2)]), ...other }).send();
      await desks.carrier.carrier.changePlan(tokenId, [BOX], 2).send();
      await desks.otherTerminal.terminal.discharge(tokenId, [BOX], await desks.carrier.now()).send();
      await desks.otherTerminal.terminal.unpack(tokenId, [BOX], PAPER, await desks.carrier.now()).send();
      const { events } = await exported(desks.carrier, tokenId);
      expect(codes(events)).to.deep.equal(["DISC LADEN", "STRP EMPTY"]);
      expect(events.map((event) => "eventLocation" in event && event.eventLocation.UNLocationCode)).to.deep.equal([
        "NLRTM",
        "NLRTM",
      ]);
    });

    it("refuses a timeline that does not begin with the opening", async () => {
      const { desks, tokenId } = await networkHelpers.loadFixture(deployOpen);
      await desks.terminal.terminal.discharge(tokenId, [BOX], await desks.carrier.now()).send();
      const timeline = await desks.carrier.timeline(tokenId, BOX);
      const error = thrown(() => toTrackAndTrace(timeline.slice(1), OPTIONS), WireError);
      expect(error.code).to.equal("BROKEN_HISTORY");
    });

    it("refuses an option that does not fit DCSA's schema", async () => {
      const { desks, tokenId } = await networkHelpers.loadFixture(deployOpen);
      await desks.terminal.terminal.discharge(tokenId, [BOX], await desks.carrier.now()).send();
      const timeline = await desks.carrier.timeline(tokenId, BOX);
      const error = thrown(() => toTrackAndTrace(timeline, { ...OPTIONS, facilityCode: "TOO-LONG" }), DocumentError);
      expect(error.pointer).to.equal("/eventLocation/facilityCode");
    });
  });

  describe("toDocumentEvents", () => {
    it("has the transport document issued, surrendered and approved", async () => {
      const suite = await networkHelpers.loadFixture(deployOpen);
      const { bills, actors } = suite;
      const tokenId = await issueStraight(suite, "STRAIGHT1");
      await bills.connect(actors.shipper.signer).surrenderForDelivery(tokenId);
      await bills.connect(actors.carrier.signer).refuseSurrender(tokenId, PAPER);
      await bills.connect(actors.shipper.signer).surrenderForDelivery(tokenId);
      await bills.connect(actors.carrier.signer).acceptSurrender(tokenId);
      const history = await readHistory(bills, tokenId);
      const events = toDocumentEvents(history, await timesOf(ethers.provider, history), OPTIONS);
      expect(codes(events)).to.deep.equal(["TRD ISSU", "TRD SURR", "TRD REJE", "TRD SURR", "TRD APPR"]);
      expect(events[1]).to.include({ documentID: "HHL71800000", reason: "delivery", eventType: "SHIPMENT" });
      const error = thrown(() => toDocumentEvents(history, new Map(), OPTIONS), WireError);
      expect(error.code).to.equal("UNKNOWN_TIME");
    });
  });
});
