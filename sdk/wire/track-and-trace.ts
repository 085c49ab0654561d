/** The timeline of a container, and the life of its bill, as events of DCSA Track & Trace 2.2. */
import { dataSlice, sha256, toUtf8Bytes } from "ethers";

import type { HistoryEntry } from "../bill/history.js";
import { schemaCheck } from "../document/validator.js";
import type { TimelineEntry } from "../release/timeline.js";
import { WireError } from "./error.js";
import trackAndTraceSchema from "./schemas/TrackAndTraceEvent.v2.2.0.schema.json" with { type: "json" };
import {
  type DocumentStatus,
  documentStatusOf,
  type EquipmentMove,
  meaningsOf,
  type ReleaseMeaning,
} from "./track-and-trace-codes.js";

interface CommonEvent {
  /** Follows from chain, transaction and place, so that the same event always has the same. */
  readonly eventID: string;
  /** RFC 3339, UTC: when the chain recorded it. */
  readonly eventCreatedDateTime: string;
  /** When it happened; of a shipment event, by DCSA's rule, when it was recorded. */
  readonly eventDateTime: string;
  readonly eventClassifierCode: "ACT";
}

/** What happened to a document: SHIPMENT in DCSA's words. */
export interface ShipmentEvent extends CommonEvent {
  readonly eventType: "SHIPMENT";
  readonly shipmentEventTypeCode: DocumentStatus["code"];
  /** TRD: the transport document; SRM: the release message; CUS: the customs inspection. */
  readonly documentTypeCode: DocumentStatus["document"];
  readonly documentID: string;
  readonly reason?: string;
  /** The container, as EQ. */
  readonly references?: readonly { readonly referenceType: "EQ"; readonly referenceValue: string }[];
}

/** What happened to a container. */
export interface EquipmentEvent extends CommonEvent {
  readonly eventType: "EQUIPMENT";
  readonly equipmentEventTypeCode: EquipmentMove["code"];
  readonly equipmentReference: string;
  readonly ISOEquipmentCode?: string;
  readonly emptyIndicatorCode: EquipmentMove["empty"];
  readonly eventLocation: { readonly UNLocationCode: string; readonly facilityCode?: string };
  readonly transportCall?: TransportCall;
  readonly documentReferences: readonly {
    readonly documentReferenceType: "TRD" | "BKG";
    readonly documentReferenceValue: string;
  }[];
}

export type TrackAndTraceEvent = ShipmentEvent | EquipmentEvent;

/** The call of a ship, train, barge or truck. */
export interface TransportCall {
  readonly transportCallID: string;
  readonly modeOfTransport: "VESSEL" | "RAIL" | "TRUCK" | "BARGE";
  readonly UNLocationCode?: string;
  readonly importVoyageNumber?: string;
  readonly vessel?: { readonly vesselIMONumber: string; readonly vesselName?: string };
}

/** What an export needs beside the chain. */
export interface TrackAndTraceOptions {
  readonly chainId: bigint;
  readonly transportDocumentReference: string;
  readonly carrierBookingReference?: string;
  /** The call of the ship at the port of discharge, where it is known. */
  readonly vesselCall?: TransportCall;
  /** SMDG code of the terminal. */
  readonly facilityCode?: string;
  /** ISO 6346 size and type of the container. */
  readonly isoEquipmentCode?: string;
}

/** An entry for which DCSA has no event, and why. */
export interface Unmapped {
  readonly entry: TimelineEntry;
  readonly why: string;
}

const check = schemaCheck<TrackAndTraceEvent>(trackAndTraceSchema, "DCSA Track & Trace event 2.2.0");

/**
 * The events of a container's timeline, in its order. What DCSA has no word for is listed with the reason; what was undone
 * (a gate-out that was retracted) is not sent, and stands in that list.
 * @param timeline whole, as readTimeline returns it
 * @throws WireError BROKEN_HISTORY if it does not begin with the opening of a consignment
 * @throws DocumentError NOT_DCSA if an option does not fit DCSA's schema
 */
export function toTrackAndTrace(
  timeline: readonly TimelineEntry[],
  options: TrackAndTraceOptions,
): { readonly events: readonly TrackAndTraceEvent[]; readonly unmapped: readonly Unmapped[] } {
  const events: TrackAndTraceEvent[] = [];
  const unmapped: Unmapped[] = [];
  for (const meaning of meaningsOf(timeline)) {
    if ("why" in meaning) unmapped.push({ entry: meaning.line, why: meaning.why });
    else events.push(check("move" in meaning ? equipmentEvent(meaning, options) : shipmentEvent(meaning, options)));
  }
  return { events, unmapped };
}

/**
 * What happened to the transport document itself: issued, surrendered, approved or rejected by the carrier, void.
 * @param history whole, newest first, as readHistory returns it
 * @param times seconds since 1970 by block, as timesOf reads them
 * @returns oldest first
 * @throws WireError UNKNOWN_TIME
 */
export function toDocumentEvents(
  history: readonly HistoryEntry[],
  times: ReadonlyMap<number, number>,
  options: TrackAndTraceOptions,
): readonly ShipmentEvent[] {
  return history.toReversed().flatMap((entry) => {
    const status = documentStatusOf(entry);
    if (status === undefined) return [];
    const time = times.get(entry.block);
    if (time === undefined) {
      throw new WireError("UNKNOWN_TIME", "/eventDateTime", `the time of block ${entry.block} is not given`);
    }
    const event = check({
      ...common(options, entry, time, time),
      eventType: "SHIPMENT",
      shipmentEventTypeCode: status.code,
      documentTypeCode: status.document,
      documentID: options.transportDocumentReference,
      ...(status.reason === undefined ? {} : { reason: status.reason }),
    });
    return event.eventType === "SHIPMENT" ? [event] : [];
  });
}

/**
 * Checks events that came from elsewhere.
 * @throws DocumentError NOT_DCSA with the place
 */
export function readTrackAndTrace(events: readonly unknown[]): readonly unknown[] {
  return events.map((event, index) => check(event, 0, `/${index}`));
}

function shipmentEvent(
  { line, status, container, consignment }: Extract<ReleaseMeaning, { status: DocumentStatus }>,
  options: TrackAndTraceOptions,
): ShipmentEvent {
  const { happened, recorded, entry } = line;
  const stated = happened === recorded ? undefined : `happened at ${toDateTime(happened)}`;
  const reason = [status.reason, stated].filter((part) => part !== undefined).join("; ");
  return {
    ...common(options, entry, recorded, recorded),
    eventType: "SHIPMENT",
    shipmentEventTypeCode: status.code,
    documentTypeCode: status.document,
    documentID: status.id ?? `${options.transportDocumentReference}/${consignment}/${container}`,
    ...(reason === "" ? {} : { reason }),
    references: [{ referenceType: "EQ", referenceValue: container }],
  };
}

function equipmentEvent(
  { line, move, container, unLocationCode }: Extract<ReleaseMeaning, { move: EquipmentMove }>,
  options: TrackAndTraceOptions,
): EquipmentEvent {
  const { transportDocumentReference, carrierBookingReference, vesselCall, facilityCode, isoEquipmentCode } = options;
  return {
    ...common(options, line.entry, line.recorded, line.happened),
    eventType: "EQUIPMENT",
    equipmentEventTypeCode: move.code,
    equipmentReference: container,
    ...(isoEquipmentCode === undefined ? {} : { ISOEquipmentCode: isoEquipmentCode }),
    emptyIndicatorCode: move.empty,
    eventLocation: {
      UNLocationCode: unLocationCode,
      ...(facilityCode === undefined ? {} : { facilityCode, facilityCodeListProvider: "SMDG" }),
    },
    ...(move.byVessel && vesselCall !== undefined ? { transportCall: vesselCall } : {}),
    documentReferences: [
      { documentReferenceType: "TRD", documentReferenceValue: transportDocumentReference },
      ...(carrierBookingReference === undefined
        ? []
        : [{ documentReferenceType: "BKG" as const, documentReferenceValue: carrierBookingReference }]),
    ],
  };
}

function common(
  { chainId }: TrackAndTraceOptions,
  { transaction, logIndex }: { readonly transaction: string; readonly logIndex: number },
  recorded: number,
  happened: number,
): CommonEvent {
  return {
    eventID: uuidOf(`${chainId}/${transaction}/${logIndex}`),
    eventCreatedDateTime: toDateTime(recorded),
    eventDateTime: toDateTime(happened),
    eventClassifierCode: "ACT",
  };
}

/** A UUID of version 8 (RFC 9562) from the SHA-256 of a name. */
function uuidOf(name: string): string {
  const hex = dataSlice(sha256(toUtf8Bytes(name)), 0, 16).slice(2);
  const variant = ((parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20)].join("-");
}

function toDateTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}
