// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Trail} from "./IBillOfLading.sol";
import {Authority} from "./IReleaseRegistry.sol";

/// @notice What is charged for.
enum ChargeKind {
    FREIGHT_COLLECT,
    TERMINAL_HANDLING,
    DEMURRAGE,
    DETENTION,
    OTHER
}

/// @notice Where a charge stands. Only OPEN keeps a light red.
enum ChargeStatus {
    NONE,
    OPEN,
    PAID,
    ON_CREDIT
}

/// @notice What a creditor says when it raises a charge.
struct Claim {
    uint256 tokenId;
    uint8 consignment;
    bytes11 number; // the container; zero for the whole consignment
    Authority creditor; // CARRIER or TERMINAL: in which place the caller charges
    ChargeKind kind;
    address token; // ERC-20 in which it is due
    uint128 amount; // in the token's smallest unit
}

/// @notice A charge, for reading.
struct ChargeView {
    uint256 tokenId;
    uint8 consignment;
    bytes11 number;
    Authority creditor;
    ChargeKind kind;
    ChargeStatus status;
    uint32 creditorMember;
    address token;
    uint128 amount;
}

/// @title ICharges
/// @notice What carrier and terminal want paid before a container leaves, in ERC-20 tokens that they name.
/// @dev The creditor has the money in the transaction that pays; nothing stays here. A charge of the carrier that is
/// OPEN keeps light 2 red, one of the terminal light 4.
///
/// Assumptions:
///
/// - the creditor names a token that it wants; a token that delivers less than was sent is refused at payment
/// - a token may call back: all state is written before it is called
interface ICharges {
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

    /* ERRORS */

    /// @notice The account is not the consignment's carrier or terminal, whichever it claims to be.
    error Charges_NotACreditor(uint256 tokenId, Authority creditor, address account);

    /// @notice There is nothing to pay: the amount is zero.
    error Charges_ZeroAmount();

    /// @notice The token's address has no code.
    error Charges_NotAToken(address token);

    /// @notice The consignment does not have the container.
    error Charges_NotInConsignment(uint256 tokenId, uint8 consignment, bytes11 number);

    /// @notice There is no charge of this number, or it is not OPEN.
    error Charges_NotOpen(uint256 charge, ChargeStatus status);

    /// @notice The token delivered `received` to the creditor where `amount` is due.
    error Charges_NotPaidInFull(uint256 charge, uint128 amount, uint256 received);

    /* CHARGES */

    /// @notice Raises a charge.
    /// @dev Emits {ChargeRaised}.
    ///
    /// Requirements: the caller is the consignment's carrier or terminal, as it says; the consignment has the container;
    /// an amount; a token with code.
    /// @return charge the new charge's number, from 1
    function raise(Claim calldata claim) external returns (uint256 charge);

    /// @notice Pays a charge. Anyone may, member or not.
    /// @dev Emits {ChargePaid}.
    ///
    /// Requirements: the charge is OPEN; the caller has allowed this contract to take the amount; the creditor receives
    /// all of it.
    function pay(uint256 charge) external;

    /// @notice Puts a charge on credit: it keeps no light red any more, and stays due off chain.
    /// @dev Emits {ChargeCredited}. Requirements: the charge is OPEN; the caller is its creditor.
    function credit(uint256 charge) external;

    /* READING */

    /// @notice A charge; all zero if there is none of this number.
    function chargeOf(uint256 charge) external view returns (ChargeView memory);

    /// @notice How many charges were ever raised: their numbers are 1 to this.
    function chargeCount() external view returns (uint256);

    /// @notice How many charges of a creditor are OPEN for a container, or with the number zero for the whole
    /// consignment.
    function openCharges(
        uint256 tokenId,
        uint8 consignment,
        bytes11 number,
        Authority creditor
    ) external view returns (uint256);
}
