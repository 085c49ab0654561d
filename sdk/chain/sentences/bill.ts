import type { BillLifeCycle__factory, IBillErrors__factory } from "../../../typechain-types/index.js";
import type { ErrorsOf, Sentences } from "./sentence.js";

type BillError = ErrorsOf<typeof IBillErrors__factory.abi> | ErrorsOf<typeof BillLifeCycle__factory.abi>;

/** Why an act on a bill is refused: IBillErrors and BillLifeCycle. */
export const BILL_SENTENCES: Sentences<BillError> = {
  BillLifeCycle_IllegalMove: ({ from, to }) => `A bill never goes from ${from} to ${to}`,

  /* LIFE */

  BillOfLading_NotACarrier: ({ account }) => `${account} is not a carrier: only a carrier issues bills`,
  BillOfLading_TokenIdUsed: ({ index, tokenId }) =>
    `Bill ${index} of the issue, ${tokenId}, was issued already: a document is issued once`,
  BillOfLading_ZeroTokenId: ({ index }) => `Bill ${index} of the issue has the token 0, which is no document's digest`,
  BillOfLading_InvalidReference: ({ index, transportDocumentReference }) =>
    `Bill ${index} of the issue: the reference ${transportDocumentReference} is not 1 to 20 printable ASCII characters ` +
    `without a space at either end`,
  BillOfLading_ReferenceTaken: ({ index, carrier, transportDocumentReference, tokenId }) =>
    `Bill ${index} of the issue: the reference ${transportDocumentReference} of ${carrier} belongs to the bill ${tokenId}`,
  BillOfLading_PartiesDoNotFit: ({ index, kind }) =>
    `Bill ${index} of the issue: the parties given are not those that a bill of the kind ${kind} has`,
  BillOfLading_PartyNotPermitted: ({ index, account }) =>
    `Bill ${index} of the issue: ${account} may not hold bills, because it is no active trader, forwarder, bank or ` +
    `custodian, or because it is the carrier itself`,
  BillOfLading_EmptyBatch: () => `There is no bill to issue`,
  BillOfLading_RecipientNotPermitted: ({ tokenId, recipient }) =>
    `${recipient} may not receive the bill ${tokenId}: it is no active trader, forwarder, bank or custodian`,
  BillOfLading_RecipientIsSelf: ({ tokenId, recipient }) =>
    `${recipient} cannot pass the bill ${tokenId} to itself: a bill is passed to another member`,
  BillOfLading_RecipientIsCarrier: ({ tokenId, recipient }) =>
    `${recipient} is the carrier of the bill ${tokenId}: a bill goes back to its carrier by surrender alone`,
  BillOfLading_NotLive: ({ tokenId, status }) =>
    `The bill ${tokenId} is ${status}: this act needs a bill that is ISSUED`,
  BillOfLading_NotPossessor: ({ tokenId, account }) => `${account} does not possess the bill ${tokenId}`,
  BillOfLading_NotFollowed: ({ tokenId, account }) =>
    `The bill ${tokenId} is in the hands of an account that the member of ${account} has replaced: followAccounts moves ` +
    `it to the current one, which may act then`,
  BillOfLading_NotTitleholder: ({ tokenId, account }) => `${account} has no title to the bill ${tokenId}`,
  BillOfLading_NotIssuer: ({ tokenId, account }) => `${account} is not the carrier that issued the bill ${tokenId}`,
  BillOfLading_ActNotAllowed: ({ tokenId, kind, act }) =>
    `The bill ${tokenId} is of the kind ${kind}, which does not know the act ${act}`,
  BillOfLading_EndorsementFinal: ({ tokenId }) =>
    `The latest endorsement of the bill ${tokenId} was final: its titleholder may transfer and surrender, not endorse`,
  BillOfLading_NothingToCancel: ({ tokenId }) =>
    `There is no endorsement of the bill ${tokenId} that its possessor could still cancel`,
  BillOfLading_NothingToReject: ({ tokenId }) =>
    `The possessor of the bill ${tokenId} has nothing to reject: it has acted on the bill, or got it back`,
  BillOfLading_RejectTooLate: ({ tokenId, deadline }) =>
    `It is too late to reject the bill ${tokenId}: the last second was ${deadline}`,
  BillOfLading_ApprovalNotPermitted: ({ account }) =>
    `${account} cannot be approved: approvals go to a custodian or, for one bill, to an active member`,
  BillOfLading_ReasonDoesNotFit: ({ tokenId, act, reason }) =>
    `The reason ${reason} does not fit the act ${act} on the bill ${tokenId}: a surrender for amendment has a reason, ` +
    `and nothing else has`,
  BillOfLading_InPossession: ({ tokenId, account }) =>
    `${account} possesses the bill ${tokenId} itself: it acts itself and instructs nobody`,
  BillOfLading_NoInstruction: ({ tokenId }) =>
    `No instruction stands on the bill ${tokenId}, or it was given by somebody else`,
  BillOfLading_NoComments: ({ tokenId }) => `The refusal to take back the bill ${tokenId} needs comments`,

  /* AMENDMENT */

  BillAmendment_ManyToMany: ({ predecessors, successors }) =>
    `${predecessors} bills cannot be followed by ${successors}: one bill is followed by several, or several by one`,
  BillAmendment_NotOneParty: ({ tokenId }) =>
    `The bill ${tokenId} was surrendered by another member, or its title stands with another member, than the first one`,
  BillAmendment_PaperDoesNotFit: ({ tokenId }) =>
    `Paper does not fit the surrender of the bill ${tokenId}: a surrender with the reason SWTP is answered by paper, ` +
    `and no other is`,
  BillAmendment_NotTheSurrenderer: ({ index, issueTo }) =>
    `Bill ${index} of the issue goes to ${issueTo}, who did not surrender the bill that it follows`,
  BillAmendment_DeliveryBegun: ({ tokenId }) =>
    `Delivery under the bill ${tokenId} has begun: nothing can follow it any more`,
  BillAmendment_NotAWaybill: ({ tokenId }) =>
    `The bill ${tokenId} is no waybill: it is surrendered and reissued, not replaced`,
  BillAmendment_NoDisposal: ({ tokenId, account }) =>
    `${account} has no right of disposal over the waybill ${tokenId}: the shipper has it, or with NODISP the consignee`,
  BillAmendment_ReplacementNotAllowed: ({ tokenId, successor, allowed }, values) =>
    `The replacement of the waybill ${tokenId} by ${successor} was not allowed: ` +
    (values.allowed === 0n ? `none was` : `${allowed} was`),
  BillAmendment_ReplacementDiffers: ({ tokenId, shipper }) =>
    `The waybill ${tokenId} is replaced by a waybill with the same shipper, and ${shipper} is another`,
  BillAmendment_NotOnPaper: ({ tokenId, status }, values) =>
    values.status === "PAPER"
      ? `The paper of the bill ${tokenId} was presented or replaced already`
      : `The bill ${tokenId} is not on paper: it is ${status}`,
  BillAmendment_InvalidPaper: ({ tokenId }) =>
    `The paper of the bill ${tokenId} needs a hash and at least one original`,
  BillAmendment_NoStandIn: ({ tokenId, place }) =>
    `Nobody stands in at the place ${place} of the bill ${tokenId}, or title has moved on since`,
  BillAmendment_NotTheStandIn: ({ tokenId, account }) =>
    `${account} does not stand in for anybody at this place of the bill ${tokenId}`,

  /* CUSTODY */

  BillCustody_InvalidRejectPeriod: ({ period }) =>
    `${period} cannot become the time to reject: it is 1 to 14 days, and another than the one in force`,
  BillCustody_MovesPaused: ({ until }) => `New moves are paused until ${until}`,
  BillCustody_NotPaused: () => `Moves are not paused`,
  BillCustody_PauseRefused: ({ duration, notBefore }, values) =>
    values.notBefore === 0
      ? `A pause of ${duration} is not possible: a pause lasts 1 second to 7 days`
      : `A pause of ${duration} is not possible: it lasts 1 second to 7 days, and the next one begins at ${notBefore} ` +
        `at the earliest`,
  BillCustody_Frozen: ({ tokenId, until }, values) =>
    `The bill ${tokenId} is frozen until ` + (values.until === 0 ? `governance unfreezes it` : until),
  BillCustody_NotFrozen: ({ tokenId }) => `The bill ${tokenId} is not frozen`,
  BillCustody_FreezeRefused: ({ tokenId, duration }) =>
    `The guardian cannot freeze the bill ${tokenId} for ${duration}: it freezes a bill once, for 1 second to 7 days`,
  BillCustody_InvalidOrder: ({ tokenId }) =>
    `The court order is incomplete or does not fit the bill ${tokenId}: it needs a hash, a jurisdiction, a possessor, a ` +
    `titleholder unless to bearer, and a kind to which the bill may be set`,
  BillCustody_NotYet: ({ tokenId, notBefore }, values) =>
    values.notBefore === 0
      ? `No court order was announced for the bill ${tokenId}`
      : `The court order about the bill ${tokenId} may be carried out from ${notBefore}`,
  BillCustody_MarkUnchanged: ({ tokenId, mark }) => `The mark ${mark} of the bill ${tokenId} would not change`,
};
