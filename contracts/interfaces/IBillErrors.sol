// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Act, AmendmentReason, BillStatus, DeliveryMark, Kind, Place} from "./BillTypes.sol";

/// @title IBillErrors
/// @notice Why an act on a bill is refused. A move of the status that the table does not have is refused by
/// {BillLifeCycle}, a caller that is no active member by {IConsortium}, and a token that does not exist by ERC-721.
interface IBillErrors {
    /* LIFE */

    /// @notice Only a member in the role CARRIER issues bills.
    error BillOfLading_NotACarrier(address account);

    /// @notice A token is issued once. `index` is the place in the batch, 0 for a single issue.
    error BillOfLading_TokenIdUsed(uint256 index, uint256 tokenId);

    /// @notice Zero is no digest of a document.
    error BillOfLading_ZeroTokenId(uint256 index);

    /// @notice The reference is not 1 to 20 printable ASCII characters without a space at either end.
    error BillOfLading_InvalidReference(uint256 index, bytes20 transportDocumentReference);

    /// @notice The carrier's reference belongs to `tokenId`.
    error BillOfLading_ReferenceTaken(
        uint256 index,
        uint32 carrier,
        bytes20 transportDocumentReference,
        uint256 tokenId
    );

    /// @notice The parties given do not fit the kind; see {Issuance}.
    error BillOfLading_PartiesDoNotFit(uint256 index, Kind kind);

    /// @notice A party named at issue may not hold bills: it is no active trader, forwarder, bank or custodian, or it
    /// is the issuing carrier.
    error BillOfLading_PartyNotPermitted(uint256 index, address account);

    /// @notice A batch of nothing.
    error BillOfLading_EmptyBatch();

    /// @notice The recipient may not hold bills: it is no active trader, forwarder, bank or custodian.
    error BillOfLading_RecipientNotPermitted(uint256 tokenId, address recipient);

    /// @notice A bill is never passed to oneself.
    error BillOfLading_RecipientIsSelf(uint256 tokenId, address recipient);

    /// @notice A bill goes back to the carrier that issued it by surrender alone.
    error BillOfLading_RecipientIsCarrier(uint256 tokenId, address recipient);

    /// @notice The act needs a bill that is ISSUED; this one is not.
    error BillOfLading_NotLive(uint256 tokenId, BillStatus status);

    /// @notice The account does not possess the bill.
    error BillOfLading_NotPossessor(uint256 tokenId, address account);

    /// @notice The bill is in the hands of an account that the member has replaced: {IBillOfLading-followAccounts} moves it
    /// to the current one, which may act then.
    error BillOfLading_NotFollowed(uint256 tokenId, address account);

    /// @notice The account possesses the bill but has no title to it.
    error BillOfLading_NotTitleholder(uint256 tokenId, address account);

    /// @notice The account is not the carrier that issued the bill.
    error BillOfLading_NotIssuer(uint256 tokenId, address account);

    /// @notice Bills of this kind do not know this act.
    error BillOfLading_ActNotAllowed(uint256 tokenId, Kind kind, Act act);

    /// @notice The latest endorsement was final: the titleholder may transfer and surrender, never endorse.
    error BillOfLading_EndorsementFinal(uint256 tokenId);

    /// @notice No endorsement by the possessor stands open to cancel.
    error BillOfLading_NothingToCancel(uint256 tokenId);

    /// @notice The possessor has no right to reject: it acted on the bill already, or the bill was returned to it.
    error BillOfLading_NothingToReject(uint256 tokenId);

    /// @notice The last second for rejecting was `deadline`.
    error BillOfLading_RejectTooLate(uint256 tokenId, uint40 deadline);

    /// @notice Approvals go only to a custodian or an active member; approvals for all bills only to a custodian.
    error BillOfLading_ApprovalNotPermitted(address account);

    /// @notice A surrender for amendment gives a reason, and nothing else does.
    error BillOfLading_ReasonDoesNotFit(uint256 tokenId, Act act, AmendmentReason reason);

    /// @notice The account possesses the bill: it acts itself and instructs nobody.
    error BillOfLading_InPossession(uint256 tokenId, address account);

    /// @notice No instruction stands, or it is not the account's, or not the one that was to be carried out.
    error BillOfLading_NoInstruction(uint256 tokenId);

    /// @notice A refusal of surrender carries the hash of its comments.
    error BillOfLading_NoComments(uint256 tokenId);

    /* AMENDMENT */

    /// @notice One bill into several, or several into one: not several into several, and not none.
    error BillAmendment_ManyToMany(uint256 predecessors, uint256 successors);

    /// @notice The bills merged were not surrendered by one account, or their title does not stand with one member.
    error BillAmendment_NotOneParty(uint256 tokenId);

    /// @notice A bill surrendered for paper is answered by paper, and no other bill is.
    error BillAmendment_PaperDoesNotFit(uint256 tokenId);

    /// @notice A successor is issued to the account that surrendered, and to no other.
    error BillAmendment_NotTheSurrenderer(uint256 index, address issueTo);

    /// @notice Delivery has begun: such a bill has no successor any more.
    error BillAmendment_DeliveryBegun(uint256 tokenId);

    /// @notice Only a waybill is replaced; every other bill is surrendered and reissued.
    error BillAmendment_NotAWaybill(uint256 tokenId);

    /// @notice The account has no right of disposal: the shipper has it, or with NODISP the consignee.
    error BillAmendment_NoDisposal(uint256 tokenId, address account);

    /// @notice The party with the right of disposal allowed `allowed` (0: nothing) and not this successor.
    error BillAmendment_ReplacementNotAllowed(uint256 tokenId, uint256 successor, uint256 allowed);

    /// @notice A replacement is a WAYBILL with the same shipper.
    error BillAmendment_ReplacementDiffers(uint256 tokenId, address shipper);

    /// @notice The bill is not on paper, or its paper was presented or replaced already.
    error BillAmendment_NotOnPaper(uint256 tokenId, BillStatus status);

    /// @notice Paper needs the hash of its statement, or of the original, and at least one original.
    error BillAmendment_InvalidPaper(uint256 tokenId);

    /// @notice Nobody stands in at this place of the bill, or it has moved on since.
    error BillAmendment_NoStandIn(uint256 tokenId, Place place);

    /// @notice The account is not the one that stands in.
    error BillAmendment_NotTheStandIn(uint256 tokenId, address account);

    /* CUSTODY */

    /// @notice The period is not between 1 and 14 days, or it is the one in force.
    error BillCustody_InvalidRejectPeriod(uint32 period);

    /// @notice New moves are paused until `until`.
    error BillCustody_MovesPaused(uint40 until);

    /// @notice Nothing is paused.
    error BillCustody_NotPaused();

    /// @notice A pause lasts 1 second to 7 days, and begins 7 days after the end of the one before at the earliest.
    error BillCustody_PauseRefused(uint40 duration, uint40 notBefore);

    /// @notice The bill is frozen until `until`; 0: until governance unfreezes it.
    error BillCustody_Frozen(uint256 tokenId, uint40 until);

    /// @notice The bill is not frozen.
    error BillCustody_NotFrozen(uint256 tokenId);

    /// @notice The guardian freezes a bill once, for 1 second to 7 days.
    error BillCustody_FreezeRefused(uint256 tokenId, uint40 duration);

    /// @notice The order is incomplete or does not fit the bill: hash, jurisdiction and possessor are needed, a
    /// titleholder unless the kind is BEARER, and a kind to which the bill may be set.
    error BillCustody_InvalidOrder(uint256 tokenId);

    /// @notice No order was announced, or its time has not come: it may be carried out from `notBefore` (0: none).
    error BillCustody_NotYet(uint256 tokenId, uint40 notBefore);

    /// @notice The mark stands, or does not stand, already.
    error BillCustody_MarkUnchanged(uint256 tokenId, DeliveryMark mark);
}
