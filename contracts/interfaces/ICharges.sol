// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Trail} from "./BillTypes.sol";
import {Charge, ChargeKind, ChargeStatus, Claim} from "./ChargeTypes.sol";
import {IChargeClocks} from "./IChargeClocks.sol";
import {Authority} from "./ReleaseTypes.sol";

/// @title ICharges
/// @notice What carrier and terminal want paid before a container leaves, in ERC-20 tokens that they name.
/// @dev The creditor has the money in the transaction that pays; only what is disputed stays here, in escrow. A charge of
/// the carrier that is OPEN keeps light 2 red, one of the terminal light 4.
///
/// A container's charges follow it through the consignments of its bill. What is due to a suspended or removed creditor
/// stays due.
///
/// Assumptions:
///
/// - the creditor names a token that it wants; one that delivers less than was sent is refused at payment
/// - a token may call back: all state is written before it is called, and a second call is refused
/// - a token may refuse a transfer out of escrow, by a list of its own; then only that charge waits
interface ICharges is IChargeClocks {
    /* EVENTS */

    /// @notice A creditor raised a charge.
    event ChargeRaised(
        uint256 indexed charge,
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint8 consignment,
        Authority creditor,
        uint32 creditorMember,
        ChargeKind kind,
        address token,
        uint128 amount,
        uint32 arbiter,
        Trail trail
    );

    /// @notice A charge was paid by `payer`; the money went to the creditor's account.
    event ChargePaid(
        uint256 indexed charge,
        uint256 indexed tokenId,
        bytes11 indexed number,
        address payer,
        address creditorAccount,
        address token,
        uint128 amount,
        Trail trail
    );

    /// @notice The creditor lets the cargo go and trusts the debtor for the money.
    event ChargeCredited(
        uint256 indexed charge,
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint32 creditorMember,
        address account,
        Trail trail
    );

    /// @notice The creditor took its charge back.
    event ChargeCancelled(
        uint256 indexed charge,
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint32 creditorMember,
        address account,
        Trail trail
    );

    /// @notice A charge was paid into escrow, because `payer` disputes it.
    event ChargeDisputed(
        uint256 indexed charge,
        uint256 indexed tokenId,
        bytes11 indexed number,
        address payer,
        address token,
        uint128 amount,
        uint32 arbiter,
        bytes32 reasonHash,
        Trail trail
    );

    /// @notice A dispute ended: the creditor got `toCreditor`, the payer `toPayer`. `status` says by whom: PAID, the payer
    /// gave up; GIVEN_BACK, the creditor did; AWARDED, the arbiter decided.
    event DisputeEnded(
        uint256 indexed charge,
        uint256 indexed tokenId,
        bytes11 indexed number,
        ChargeStatus status,
        uint128 toCreditor,
        uint128 toPayer,
        Trail trail
    );

    /// @notice Governance put another arbiter in the place of an absent one.
    event ArbiterReplaced(uint256 indexed charge, uint32 indexed previousArbiter, uint32 indexed arbiter);

    /* ERRORS */

    /// @notice The account is not the consignment's carrier or terminal, whichever it claims to be, or not the creditor.
    error Charges_NotACreditor(uint256 tokenId, Authority creditor, address account);

    /// @notice There is nothing to pay: the amount is zero.
    error Charges_ZeroAmount();

    /// @notice The token's address has no code.
    error Charges_NotAToken(address token);

    /// @notice The arbiter is no active member, or it is the creditor.
    error Charges_InvalidArbiter(address arbiter);

    /// @notice Demurrage and detention are charged by the clock, and nothing else is.
    error Charges_WrongKind(ChargeKind kind);

    /// @notice The consignment does not have the container.
    error Charges_NotInConsignment(uint256 tokenId, uint8 consignment, bytes11 number);

    /// @notice The charge is not `needed`; NONE: there is no charge of this number.
    error Charges_NotAt(uint256 charge, ChargeStatus needed, ChargeStatus status);

    /// @notice The token delivered `received` where `amount` is due.
    error Charges_NotPaidInFull(uint256 charge, uint128 amount, uint256 received);

    /// @notice A dispute states its reason.
    error Charges_NoReason();

    /// @notice The account did not pay the charge into escrow.
    error Charges_NotThePayer(uint256 charge, address account);

    /// @notice The account is not the arbiter of the charge.
    error Charges_NotTheArbiter(uint256 charge, address account);

    /// @notice The arbiter awards at most what is in escrow.
    error Charges_AwardTooHigh(uint256 charge, uint128 toCreditor, uint128 amount);

    /* CHARGES */

    /// @notice Raises a charge.
    /// @dev Emits {ChargeRaised}.
    ///
    /// Requirements: the caller is the consignment's carrier or terminal, as it says; the consignment has the container;
    /// an amount; a token with code; an arbiter who is an active member and not the creditor; not by the clock.
    /// @return charge the new charge's number, from 1
    function raise(Claim calldata claim) external returns (uint256 charge);

    /// @notice Takes a charge back.
    /// @dev Emits {ChargeCancelled}. Requirements: the charge is OPEN; the caller is its creditor.
    function cancel(uint256 charge) external;

    /// @notice Puts a charge on credit: it keeps no light red any more, and stays due off chain.
    /// @dev Emits {ChargeCredited}. Requirements: the charge is OPEN; the caller is its creditor.
    function credit(uint256 charge) external;

    /// @notice Pays a charge. Anyone may, member or not.
    /// @dev Emits {ChargePaid}.
    ///
    /// Requirements: the charge is OPEN; the caller has allowed this contract to take the amount; the creditor receives
    /// all of it.
    function pay(uint256 charge) external;

    /// @notice Pays a charge with an allowance that the caller signed (ERC-2612).
    /// @dev Emits as {pay}. A permit that somebody else has handed in before does no harm: its allowance is there.
    function payWithPermit(uint256 charge, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;

    /* DISPUTE */

    /// @notice Pays a charge into escrow and disputes it: the light turns green, the creditor waits for its money.
    /// @dev Emits {ChargeDisputed}. Requirements: as {pay}; a hash of the reason.
    function dispute(uint256 charge, bytes32 reasonHash) external;

    /// @notice The creditor gives the money in escrow back to who paid it.
    /// @dev Emits {DisputeEnded}. Requirements: the charge is IN_ESCROW; the caller is its creditor.
    function giveBack(uint256 charge) external;

    /// @notice Who paid into escrow gives up: the creditor has the money.
    /// @dev Emits {DisputeEnded}. Requirements: the charge is IN_ESCROW; the caller paid it.
    function giveUp(uint256 charge) external;

    /// @notice The arbiter decides: so much to the creditor, the rest to who paid.
    /// @dev Emits {DisputeEnded}. Requirements: the charge is IN_ESCROW; the caller is its arbiter, active; at most the
    /// amount.
    function award(uint256 charge, uint128 toCreditor) external;

    /// @notice Governance puts another arbiter in the place of an absent one; it decides nothing itself.
    /// @dev Emits {ArbiterReplaced}. Requirements: the caller is authorised by the authority; the charge is IN_ESCROW;
    /// the arbiter is another active member and not the creditor.
    function replaceArbiter(uint256 charge, address arbiter) external;

    /* READING */

    /// @notice A charge; all zero if there is none of this number.
    function chargeOf(uint256 charge) external view returns (Charge memory);

    /// @notice How many charges were ever raised: their numbers are 1 to this.
    function chargeCount() external view returns (uint256);

    /// @notice Who paid a charge into escrow; zero if nobody did.
    function payerOf(uint256 charge) external view returns (address);

    /// @notice How much of a token is in escrow here.
    function escrowOf(address token) external view returns (uint256);

    /// @notice How many charges of a creditor are OPEN for a container under the bill, or with the number zero for the
    /// whole consignment. `consignment` is not looked at for a container.
    function openCharges(
        uint256 tokenId,
        uint8 consignment,
        bytes11 number,
        Authority creditor
    ) external view returns (uint256);
}
