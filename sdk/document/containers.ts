import { errorFrom, type Finding } from "./error.js";
import { containerNumberFault } from "./iso6346.js";
import type { Container, TransportDocument } from "./transport-document.js";

/**
 * The containers of a document as a consignment takes them: at least one, each once, each with a number that ISO 6346
 * allows. A bill may cover other equipment; the gate cannot tell it apart.
 *
 * @throws DocumentError CONTAINER_REFUSED with every container that is at fault
 */
export function containersForRelease(
  document: Pick<TransportDocument, "containers" | "pointer">,
): readonly Container[] {
  const findings: Finding[] = [];
  const refuse = (rule: string, pointer: string, message: string) =>
    findings.push({ rule, severity: "error", pointer, message });
  const seen = new Set<string>();
  for (const { number, isShipperOwned, pointer } of document.containers) {
    const fault = containerNumberFault(number);
    if (fault !== undefined && isShipperOwned) {
      const remedy = "a gate knows it only by a number that its owner has registered";
      refuse(
        "release-shipper-owned",
        pointer,
        `the number of the shipper-owned container ${number} ${fault}: ${remedy}`,
      );
    } else if (fault !== undefined) {
      refuse("release-container-number", pointer, `the container number ${number} ${fault}`);
    }
    if (seen.has(number)) refuse("release-container-once", pointer, `the container ${number} is listed twice`);
    seen.add(number);
  }
  if (seen.size === 0) {
    const place = `${document.pointer}/utilizedTransportEquipments`;
    refuse("release-container-listed", place, "the document lists no container");
  }
  const error = errorFrom("CONTAINER_REFUSED", findings);
  if (error !== undefined) throw error;
  return document.containers;
}
