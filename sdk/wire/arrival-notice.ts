/** The `releaseInformation` of a DCSA arrival notice 1.0.0, from the lights of its containers. */
import type { KindName } from "../chain/values.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../document/json.js";
import { schemaCheck } from "../document/validator.js";
import type { ContainerState } from "../release/container.js";
import { WireError } from "./error.js";
import arrivalNoticeSchema from "./schemas/ArrivalNotice.v1.0.0.schema.json" with { type: "json" };

/** DCSA ReleaseInformation. */
export interface ReleaseInformation {
  readonly isReleasedByEmail: false;
  /** The bill was surrendered, or its paper taken in; absent on a waybill, which is no document of title. */
  readonly isOBLReceived?: boolean;
  /** Lights 1 and 2: the document, and all charges of the carrier. */
  readonly isFreightReleased: boolean;
  /** YYYY-MM-DD, at the place of the terminal. */
  readonly freightReleaseDate?: string;
  /** Light 3. */
  readonly isCustomsReleased: boolean;
}

/** What the lights do not say. */
export interface ReleaseInformationOptions {
  readonly kind: KindName;
  /** YYYY-MM-DD, local: when documents and payment were complete. Only where the freight is released. */
  readonly freightReleaseDate?: string;
}

const DEFINITION = "/definitions/releaseInformation";
const checkInformation = schemaCheck<ReleaseInformation>(arrivalNoticeSchema, "DCSA release information", DEFINITION);
const checkNotice = schemaCheck<JsonObject>(arrivalNoticeSchema, "DCSA arrival notice 1.0.0");

/**
 * The release information of a shipment: what holds for all of its containers.
 * @param states of every container that the notice is about, as readContainer returns them
 * @throws WireError BROKEN_HISTORY without containers, or with containers of several bills
 * @throws DocumentError NOT_DCSA for a date that is none
 */
export function toReleaseInformation(
  states: readonly ContainerState[],
  { kind, freightReleaseDate }: ReleaseInformationOptions,
): ReleaseInformation {
  const [first, ...others] = states;
  if (first === undefined) throw new WireError("BROKEN_HISTORY", "", "Release information is about some containers");
  if (others.some(({ tokenId }) => tokenId !== first.tokenId)) {
    throw new WireError("BROKEN_HISTORY", "", "Release information is about containers of one bill");
  }
  // A letter of indemnity turns the light green without the bill.
  const isReceived = states.every(({ lights, letter, isAgainstLetter }) => {
    return lights.document && (!isAgainstLetter || letter?.isEnded === true);
  });
  const isFreightReleased = states.every(({ lights }) => lights.document && lights.commercial);
  return checkInformation({
    isReleasedByEmail: false,
    ...(kind === "WAYBILL" ? {} : { isOBLReceived: isReceived }),
    isFreightReleased,
    ...(isFreightReleased && freightReleaseDate !== undefined ? { freightReleaseDate } : {}),
    isCustomsReleased: states.every(({ lights }) => lights.customs),
  });
}

/**
 * An arrival notice with its release information.
 * @param notice as readJson returns it: one item of `arrivalNotices`
 * @param states of all containers of the notice
 * @throws WireError OTHER_REQUEST with the place of a container whose state is missing
 * @throws DocumentError NOT_DCSA
 */
export function withReleaseInformation(
  notice: JsonValue,
  states: readonly ContainerState[],
  options: ReleaseInformationOptions,
): JsonObject {
  const checked = checkNotice(notice);
  const known = new Set(states.map(({ number }) => number));
  for (const [index, number] of equipmentOf(checked).entries()) {
    if (known.has(number)) continue;
    const place = `/utilizedTransportEquipments/${index}/equipment/equipmentReference`;
    throw new WireError("OTHER_REQUEST", place, `nothing is known here of the container ${number}`);
  }
  return checkNotice({ ...checked, releaseInformation: { ...toReleaseInformation(states, options) } });
}

function equipmentOf({ utilizedTransportEquipments: list }: JsonObject): readonly string[] {
  if (!Array.isArray(list)) return [];
  return (list as readonly JsonValue[]).map((item) => {
    const equipment = isJsonObject(item) ? item["equipment"] : undefined;
    const number = isJsonObject(equipment) ? equipment["equipmentReference"] : undefined;
    return typeof number === "string" ? number : "";
  });
}
