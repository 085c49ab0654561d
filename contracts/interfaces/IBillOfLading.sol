// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Act, AmendmentReason, BillView, Delivery, Instruction, Issuance} from "./BillTypes.sol";
import {IBillAmendment} from "./IBillAmendment.sol";
import {IBillCustody} from "./IBillCustody.sol";
import {IBillErrors} from "./IBillErrors.sol";
import {IBillEvents} from "./IBillEvents.sol";

/// @title IBillOfLading
/// @notice Electronic bills of lading as ERC-721 tokens: possession is the token's owner, title stands beside it.
/// @dev Possession moves by the act TRANSFER, which is ERC-721's `transferFrom` and `safeTransferFrom`, and by the acts
/// below; all of them pass one choke point. A forward move goes only to an active member that may hold bills; what is
/// returned always arrives.
///
/// Assumptions:
///
/// - a carrier keeps its key; who has it can issue, and nothing here can tell whether cargo was loaded
/// - the document itself is checked off chain: the token knows its digest, not its content
/// - the block's time is right to within seconds; deadlines are hours or days
/// - a receiving contract may refuse `safeTransferFrom`; it gets the call after all state is written
interface IBillOfLading is IBillEvents, IBillErrors, IBillAmendment, IBillCustody {
    /* ISSUE */

    /// @notice Issues a bill and gives possession to the issue-to party, title as the document says.
    /// @dev Emits {IBillEvents-Issued} and ERC-721's Transfer.
    ///
    /// Requirements:
    ///
    /// - the caller is an active carrier
    /// - the token was never issued, and the carrier's reference is free
    /// - STRAIGHT: shipper and consignee; WAYBILL: the same, issued to the shipper; TO_ORDER: an endorsee and no
    ///   shipper; BEARER: neither
    /// - each party is active, may hold bills and is not the carrier
    /// - a stand-in only for a party that the kind names; NODISP only on a WAYBILL
    /// - new moves are not paused; the same goes for every act below but {reject} and the carrier's answers
    function issue(Issuance calldata issuance) external;

    /// @notice Issues many bills: all or none. An error names the index of the bill that caused it.
    /// @dev Emits as {issue} for each. Requirements as {issue}, and the batch is not empty.
    function issueBatch(Issuance[] calldata issuances) external;

    /* POSSESSION */

    /// @notice Accepts possession (DCSA SIGN): the possessor's right to reject ends.
    /// @dev Emits {IBillEvents-Signed}.
    ///
    /// Requirements: the caller is active and possesses the bill; it is ISSUED; it is no WAYBILL.
    function sign(uint256 tokenId) external;

    /// @notice Rejects what the latest transfer, or the issue, brought.
    /// @dev Emits {IBillEvents-TransferRejected} or {IBillEvents-IssueRejected}, and ERC-721's Transfer. Everything that the transaction changed
    /// is restored: possession, title, finality, kind. Rejecting the issue voids the bill and frees its reference.
    /// A suspended member may reject: a return is never kept from arriving.
    ///
    /// Requirements: the caller possesses the bill; it is ISSUED; the caller has not acted on it since; the deadline
    /// has not passed; for the issue, no delivery has begun.
    function reject(uint256 tokenId) external;

    /* ACCOUNTS */

    /// @notice Moves bills out of the hands of replaced accounts into those of their members' current ones.
    /// @dev Open to anyone, for it is no act: {IBillEvents-AccountFollowed} and ERC-721's Transfer for each bill that moves,
    /// and everything but possession's account and the approval, which ends, stays as it is. Bills that are in the hands
    /// of a current account are passed over, so that whoever comes first does not spoil another's batch. It goes on
    /// while new moves are paused.
    ///
    /// Until then the new account has title and answers surrenders, but is told {IBillErrors-BillOfLading_NotFollowed} where
    /// an act needs possession; what is returned goes to the current account in any case.
    ///
    /// Requirements, for each bill in the hands of a replaced account: it is ISSUED or its surrender is pending, for a
    /// closed bill never moves; it is not frozen.
    function followAccounts(uint256[] calldata tokenIds) external;

    /* ENDORSEMENT */

    /// @notice Passes title on while possession stays.
    /// @dev Emits {IBillEvents-Endorsed}. ENDORSE is final; ENDORSE_TO_ORDER lets the recipient endorse on; BLANK_ENDORSE makes the
    /// bill a BEARER bill and has no recipient.
    ///
    /// Requirements:
    ///
    /// - the caller is active and possesses the bill, and the bill is ISSUED
    /// - TO_ORDER: the caller has title and the latest endorsement was not final; BEARER: possession is enough, and
    ///   BLANK_ENDORSE would change nothing and is refused
    /// - the recipient is active, may hold bills, is not the caller and not the carrier; zero for BLANK_ENDORSE
    function endorse(uint256 tokenId, Act act, address to) external;

    /// @notice Endorses and transfers possession to the same recipient: two acts, two events, one transaction.
    /// @dev Emits {IBillEvents-Endorsed}, {IBillEvents-PossessionTransferred} and ERC-721's Transfer. BLANK_ENDORSE transfers a BEARER bill.
    ///
    /// Requirements: those of {endorse}, and a recipient also for BLANK_ENDORSE.
    function endorseAndTransfer(uint256 tokenId, Act act, address to) external;

    /// @notice Takes back an endorsement made while still in possession; title and kind are as before it.
    /// @dev Emits {IBillEvents-EndorsementCancelled}.
    ///
    /// Requirements: the caller is active and possesses the bill, which is ISSUED; the bill's latest act is the caller's
    /// endorsement of a TO_ORDER bill, or the return of the bill after it.
    function cancelEndorsement(uint256 tokenId) external;

    /* INSTRUCTION */

    /// @notice The titleholder out of possession asks the possessor to endorse, or to surrender, for it.
    /// @dev Emits {IBillEvents-Instructed}. It replaces an earlier instruction, and lapses when title or possession moves.
    ///
    /// Requirements:
    ///
    /// - the caller is active, has title and is not in possession; the bill is ISSUED
    /// - TO_ORDER: ENDORSE, ENDORSE_TO_ORDER or BLANK_ENDORSE to a recipient, unless the latest endorsement was final,
    ///   or a surrender without a recipient; STRAIGHT: a surrender
    /// - the recipient is active, may hold bills, is not the caller and not the carrier; it may be the possessor
    /// @param reason of a SURRENDER_FOR_AMENDMENT; NONE for every other act
    function instruct(uint256 tokenId, Act act, address recipient, AmendmentReason reason) external;

    /// @notice Withdraws an instruction that was not carried out yet.
    /// @dev Emits {IBillEvents-InstructionWithdrawn}. Requirements: the caller is active and gave the instruction; it stands.
    function withdrawInstruction(uint256 tokenId) external;

    /// @notice The possessor carries the instruction out, which also gives possession to its recipient.
    /// @dev Emits as {endorseAndTransfer}, with the titleholder as endorser, or as the surrender.
    ///
    /// Requirements: the caller is active and possesses the bill; the instruction of this number stands, and no later one;
    /// who gave it is still active and its recipient may still receive.
    /// @param sequence the instruction's, so that the possessor never carries out another than it has read
    function carryOut(uint256 tokenId, uint16 sequence) external;

    /// @notice The instruction that stands; all zero if there is none.
    function instructionOf(uint256 tokenId) external view returns (Instruction memory);

    /* SURRENDER */

    /// @notice Gives the bill to the carrier against delivery of the cargo.
    /// @dev Emits {IBillEvents-Surrendered} and ERC-721's Transfer to the carrier.
    ///
    /// Requirements: the caller is active and possesses the bill, which is ISSUED; STRAIGHT: it is the consignee or the
    /// shipper; TO_ORDER: it has title; BEARER: possession is enough; WAYBILL: never.
    function surrenderForDelivery(uint256 tokenId) external;

    /// @notice Gives the bill to the carrier for a new one: amended, switched, split, merged or on paper.
    /// @dev Emits {IBillEvents-Surrendered} and ERC-721's Transfer to the carrier. Accepted by {IBillAmendment-reissue} or
    /// {IBillAmendment-recordPaper}, refused by {refuseSurrender}.
    ///
    /// Requirements: as {surrenderForDelivery}; a reason; no delivery has begun.
    function surrenderForAmendment(uint256 tokenId, AmendmentReason reason) external;

    /// @notice The carrier accepts the surrender for delivery; the bill is closed and says who is entitled to delivery.
    /// @dev Emits {IBillEvents-SurrenderAccepted}. Entitled is: STRAIGHT, the consignee, whoever surrendered; TO_ORDER, the
    /// titleholder; BEARER, who surrendered. A suspended carrier still answers.
    ///
    /// Requirements: the caller is the bill's carrier; a surrender for delivery is pending.
    function acceptSurrender(uint256 tokenId) external;

    /// @notice The carrier refuses the surrender; possession returns to exactly who had it.
    /// @dev Emits {IBillEvents-SurrenderRefused} and ERC-721's Transfer. A suspended carrier still answers; the return arrives
    /// whatever the standing of its recipient.
    ///
    /// Requirements: the caller is the bill's carrier; a surrender is pending; a hash of the comments is given.
    /// @param commentsHash SHA-256 of the UTF-8 comments, 1 to 255 characters, which travel off chain
    function refuseSurrender(uint256 tokenId, bytes32 commentsHash) external;

    /* READING */

    /// @notice Everything the chain knows of a bill; a closed bill can be read for ever.
    /// @dev Reverts with ERC721NonexistentToken for a token that was never issued.
    function billOf(uint256 tokenId) external view returns (BillView memory);

    /// @notice What the release of cargo needs to know of a bill.
    /// @dev Reverts with ERC721NonexistentToken for a token that was never issued.
    function deliveryOf(uint256 tokenId) external view returns (Delivery memory);

    /// @notice The bill that has a carrier's reference; 0 if the reference is free.
    function tokenByReference(uint32 carrier, bytes20 transportDocumentReference) external view returns (uint256);
}
