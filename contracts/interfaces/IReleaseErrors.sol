// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {BillStatus} from "./BillTypes.sol";
import {Authority, End, Reason, Stage} from "./ReleaseTypes.sol";

/// @title IReleaseErrors
/// @notice What can be wrong with an act on a consignment or a container.
interface IReleaseErrors {
    /// @notice Consignments are numbered from 1; the number given is 0 or taken.
    error ReleaseRegistry_ConsignmentTaken(uint256 tokenId, uint8 consignment);

    /// @notice The bill has no consignment of this number.
    error ReleaseRegistry_NoSuchConsignment(uint256 tokenId, uint8 consignment);

    /// @notice The code is not two capital letters and three capital letters or digits 2 to 9.
    error ReleaseRegistry_InvalidUnLocationCode(bytes5 unLocationCode);

    /// @notice The account belongs to no active member in the role (a bit of the library Roles) that is needed.
    error ReleaseRegistry_PartyNotPermitted(address account, uint8 role);

    /// @notice The number is not one of ISO 6346, or its check digit is wrong.
    error ReleaseRegistry_InvalidNumber(bytes11 number);

    /// @notice The container is in an open consignment of the bill `takenBy`: of the same bill, or of another carrier.
    error ReleaseRegistry_ContainerTaken(bytes11 number, uint256 takenBy);

    /// @notice A consignment has at most 500 containers.
    error ReleaseRegistry_TooManyContainers(uint256 tokenId, uint8 consignment, uint256 containers);

    /// @notice A list of containers is empty.
    error ReleaseRegistry_NoContainers();

    /// @notice No consignment of this bill has the container.
    error ReleaseRegistry_NotConsigned(uint256 tokenId, bytes11 number);

    /// @notice The account does not act for the consignment in this place.
    error ReleaseRegistry_NotTheAuthority(uint256 tokenId, Authority authority, address account);

    /// @notice What is stated to have happened did so after now or before `earliest`: 72 hours ago or the event that it
    /// follows, whichever is later.
    error ReleaseRegistry_InvalidTime(uint40 happened, uint40 earliest);

    /// @notice A hold, or taking something back, needs a reason code; a clearance needs a reference and what it is for.
    error ReleaseRegistry_NoReason();

    /// @notice The light or the hold is as asked for already.
    error ReleaseRegistry_NoChange(uint256 tokenId, bytes11 number);

    /// @notice It is too late: the container is at this stage already.
    error ReleaseRegistry_TooLate(uint256 tokenId, bytes11 number, Stage stage);

    /// @notice The container may not be released or leave, for these reasons: all of them.
    error ReleaseRegistry_Red(uint256 tokenId, bytes11 number, Reason[] reasons);

    /// @notice The release right was given already; `holder` has it.
    error ReleaseRegistry_RightGiven(uint256 tokenId, bytes11 number, uint32 holder);

    /// @notice The account does not hold the release right.
    error ReleaseRegistry_NotHolder(uint256 tokenId, bytes11 number, address account);

    /// @notice The member may not hold a release right: it is no active trader, forwarder, bank or custodian.
    error ReleaseRegistry_RecipientNotPermitted(uint32 member, address account);

    /// @notice A release right is never offered to oneself.
    error ReleaseRegistry_RecipientIsSelf(uint256 tokenId, bytes11 number);

    /// @notice The release right is on offer to `offeredTo`, whose answer or whose offer's withdrawal comes first.
    error ReleaseRegistry_OnOffer(uint256 tokenId, bytes11 number, uint32 offeredTo);

    /// @notice The release right is not on offer to the account, or is on offer to nobody.
    error ReleaseRegistry_NotOffered(uint256 tokenId, bytes11 number, address account);

    /// @notice The last second for accepting was, or would be, `expiry`: the offer's own, or that of the right offered.
    error ReleaseRegistry_OfferExpired(uint256 tokenId, bytes11 number, uint40 expiry);

    /// @notice The right on offer is valid until `validUntil` (0: without limit), not until what its acceptance names.
    error ReleaseRegistry_OtherTerms(uint256 tokenId, bytes11 number, uint40 validUntil);

    /// @notice The right would be valid until the past, or for longer than the `limit` of who gives it.
    error ReleaseRegistry_InvalidValidity(uint40 validUntil, uint40 limit);

    /// @notice The carrier has taken its release back for now.
    error ReleaseRegistry_Withdrawn(uint256 tokenId, bytes11 number);

    /// @notice No release right was given, or it is not withdrawn: there is nothing to take back or to give back.
    error ReleaseRegistry_NothingWithdrawn(uint256 tokenId, bytes11 number);

    /// @notice The account is not the party who is, or would be, entitled to delivery.
    error ReleaseRegistry_NotEntitled(uint256 tokenId, address account);

    /// @notice A letter of indemnity fits a live bill that is not due for delivery; this one is at `status`.
    error ReleaseRegistry_LetterDoesNotFit(uint256 tokenId, BillStatus status);

    /// @notice The bill is frozen.
    error ReleaseRegistry_BillFrozen(uint256 tokenId);

    /// @notice The bill is in the custody of `custodian`, which has not agreed to this letter.
    error ReleaseRegistry_CustodianMustConsent(uint256 tokenId, uint32 custodian);

    /// @notice The account is no custodian in possession of the bill.
    error ReleaseRegistry_NotTheCustodian(uint256 tokenId, address account);

    /// @notice The container was released against a letter of indemnity: it gets no second right.
    error ReleaseRegistry_ReleasedAgainstLetter(uint256 tokenId, bytes11 number);

    /// @notice The job was passed on once already.
    error ReleaseRegistry_JobPassedAlready(uint256 tokenId, bytes11 number);

    /// @notice A job is passed to another haulier.
    error ReleaseRegistry_HaulierIsSelf(uint256 tokenId, bytes11 number);

    /// @notice This is not how this account may end a consignment of a container at `stage`; or a release right stands,
    /// which the carrier would have to withdraw first.
    error ReleaseRegistry_CannotEnd(uint256 tokenId, bytes11 number, End end, Stage stage);

    /// @notice The bill `successor` does not follow the bill.
    error ReleaseRegistry_NotASuccessor(uint256 tokenId, uint256 successor);

    /// @notice A charge is open or demurrage runs under the old bill: it is settled there first.
    error ReleaseRegistry_ChargesOpen(uint256 tokenId, bytes11 number);

    /// @notice At most 7 limits of time stand on one right at once.
    error ReleaseRegistry_TooManyLimits(uint256 tokenId, bytes11 number);

    /// @notice The account does not name the haulier: the holder of the right does, under carrier haulage the carrier.
    error ReleaseRegistry_NamesNoHaulier(uint256 tokenId, bytes11 number, address account);

    /// @notice The member is not the container's haulier.
    error ReleaseRegistry_NotTheHaulier(uint256 tokenId, bytes11 number, uint32 member);

    /// @notice The slot is at `terminal`, the container is not.
    error ReleaseRegistry_OtherTerminal(uint256 tokenId, bytes11 number, uint32 terminal);

    /// @notice A slot is booked for a container that is discharged and not yet gated in; this one is at `stage`.
    error ReleaseRegistry_NotBookable(uint256 tokenId, bytes11 number, Stage stage);

    /// @notice The container has no standing booking.
    error ReleaseRegistry_NotBooked(uint256 tokenId, bytes11 number);

    /// @notice The container has a place in the slot `slot` from its earlier consignment, which is freed first: the booking
    /// does not stand any more, and anybody cancels it.
    error ReleaseRegistry_PlaceHeld(uint256 tokenId, bytes11 number, uint24 slot);

    /// @notice The driver's proof was used already.
    error ReleaseRegistry_ProofUsed(uint256 tokenId, bytes11 number);

    /// @notice Another truck, or another driver, was let in.
    error ReleaseRegistry_WrongTruck(uint256 tokenId, bytes11 number, bytes12 truck);

    /// @notice A laden gate-out records the seal and the equipment interchange receipt.
    error ReleaseRegistry_NoReceipt(bytes32 sealHash, bytes32 interchangeReceiptHash);

    /// @notice The act needs a container at stage `needed`; this one is at `stage`.
    error ReleaseRegistry_NotAtStage(uint256 tokenId, bytes11 number, Stage needed, Stage stage);

    /// @notice The last second for retracting the gate-out was `until`.
    error ReleaseRegistry_RetractionTooLate(uint256 tokenId, bytes11 number, uint40 until);

    /// @notice The contract that keeps the charges is connected once.
    error ReleaseRegistry_AlreadyConnected();

    /// @notice The account is not the contract that is connected for this.
    error ReleaseRegistry_NotConnected(address account);
}
