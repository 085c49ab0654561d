// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";

import {ActingMember} from "../consortium/ActingMember.sol";
import {Trail} from "../interfaces/BillTypes.sol";
import {Charge, ChargeKind, ChargeStatus, Claim} from "../interfaces/ChargeTypes.sol";
import {ICharges} from "../interfaces/ICharges.sol";
import {IConsortium} from "../interfaces/IConsortium.sol";
import {IReleaseRegistry} from "../interfaces/IReleaseRegistry.sol";
import {ChargeClocks} from "./ChargeClocks.sol";
import {ChargeLedger} from "./ChargeLedger.sol";

/// @title Charges
/// @notice What carrier and terminal want paid before a container leaves.
/// @dev Made of one abstract contract for each concern: ledger and clocks; charges and disputes are here.
/// @custom:security-contact see SECURITY.md
contract Charges is ChargeClocks {
    constructor(
        IConsortium consortium_,
        IReleaseRegistry registry_,
        address authority_
    ) ActingMember(consortium_) ChargeLedger(registry_) AccessManaged(authority_) {}

    /* CHARGES */

    /// @inheritdoc ICharges
    function raise(Claim calldata claim) external returns (uint256 charge) {
        if (claim.amount == 0) revert Charges_ZeroAmount();
        if (claim.kind == ChargeKind.DEMURRAGE || claim.kind == ChargeKind.DETENTION) {
            revert Charges_WrongKind(claim.kind);
        }
        _requireToken(claim.token);
        uint32 creditor = _creditor(claim.tokenId, claim.consignment, claim.creditor);
        if (claim.number != 0 && registry.containerOf(claim.tokenId, claim.number).consignment != claim.consignment) {
            revert Charges_NotInConsignment(claim.tokenId, claim.consignment, claim.number);
        }
        Charge memory due = Charge({
            tokenId: claim.tokenId,
            number: claim.number,
            consignment: claim.consignment,
            creditor: claim.creditor,
            kind: claim.kind,
            status: ChargeStatus.NONE,
            creditorMember: creditor,
            arbiter: _arbiter(claim.arbiter, creditor),
            token: claim.token,
            amount: claim.amount
        });
        Trail memory trail;
        (charge, trail) = _new(due, ChargeStatus.OPEN);
        emit ChargeRaised(
            charge,
            due.tokenId,
            due.number,
            due.consignment,
            due.creditor,
            creditor,
            due.kind,
            due.token,
            due.amount,
            due.arbiter,
            trail
        );
    }

    /// @inheritdoc ICharges
    function cancel(uint256 charge) external {
        Charge memory due = _at(charge, ChargeStatus.OPEN);
        _requireCreditor(due);
        Trail memory trail = _move(charge, due, ChargeStatus.CANCELLED);
        emit ChargeCancelled(charge, due.tokenId, due.number, due.creditorMember, _msgSender(), trail);
    }

    /// @inheritdoc ICharges
    function credit(uint256 charge) external {
        Charge memory due = _at(charge, ChargeStatus.OPEN);
        _requireCreditor(due);
        Trail memory trail = _move(charge, due, ChargeStatus.ON_CREDIT);
        emit ChargeCredited(charge, due.tokenId, due.number, due.creditorMember, _msgSender(), trail);
    }

    /// @inheritdoc ICharges
    function pay(uint256 charge) external nonReentrant {
        _pay(charge, _at(charge, ChargeStatus.OPEN));
    }

    /// @inheritdoc ICharges
    function payWithPermit(uint256 charge, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external nonReentrant {
        Charge memory due = _at(charge, ChargeStatus.OPEN);
        // Whoever saw the permit may have handed it in before: then the allowance is there, and the transfer tells.
        // solhint-disable-next-line no-empty-blocks
        try IERC20Permit(due.token).permit(_msgSender(), address(this), due.amount, deadline, v, r, s) {} catch {}
        _pay(charge, due);
    }

    function _pay(uint256 charge, Charge memory due) private {
        Trail memory trail = _move(charge, due, ChargeStatus.PAID);
        address account = _accountOf(due.creditorMember);
        emit ChargePaid(charge, due.tokenId, due.number, _msgSender(), account, due.token, due.amount, trail);
        _take(charge, due, account);
    }

    /* DISPUTE */

    /// @inheritdoc ICharges
    function dispute(uint256 charge, bytes32 reasonHash) external nonReentrant {
        if (reasonHash == 0) revert Charges_NoReason();
        Charge memory due = _at(charge, ChargeStatus.OPEN);
        Trail memory trail = _move(charge, due, ChargeStatus.IN_ESCROW);
        emit ChargeDisputed(
            charge,
            due.tokenId,
            due.number,
            _msgSender(),
            due.token,
            due.amount,
            due.arbiter,
            reasonHash,
            trail
        );
        _takeIntoEscrow(charge, due);
    }

    /// @inheritdoc ICharges
    function giveBack(uint256 charge) external nonReentrant {
        Charge memory due = _at(charge, ChargeStatus.IN_ESCROW);
        _requireCreditor(due);
        _endDispute(charge, due, ChargeStatus.GIVEN_BACK, 0);
    }

    /// @inheritdoc ICharges
    function giveUp(uint256 charge) external nonReentrant {
        Charge memory due = _at(charge, ChargeStatus.IN_ESCROW);
        if (_msgSender() != _payer(charge)) revert Charges_NotThePayer(charge, _msgSender());
        _endDispute(charge, due, ChargeStatus.PAID, due.amount);
    }

    /// @inheritdoc ICharges
    function award(uint256 charge, uint128 toCreditor) external nonReentrant {
        Charge memory due = _at(charge, ChargeStatus.IN_ESCROW);
        if (_actor().member() != due.arbiter) revert Charges_NotTheArbiter(charge, _msgSender());
        if (toCreditor > due.amount) revert Charges_AwardTooHigh(charge, toCreditor, due.amount);
        _endDispute(charge, due, ChargeStatus.AWARDED, toCreditor);
    }

    /// @inheritdoc ICharges
    function replaceArbiter(uint256 charge, address arbiter) external restricted {
        Charge memory due = _at(charge, ChargeStatus.IN_ESCROW);
        uint32 member = _arbiter(arbiter, due.creditorMember);
        if (member == due.arbiter) revert Charges_InvalidArbiter(arbiter);
        _charges[charge].arbiter = member;
        emit ArbiterReplaced(charge, due.arbiter, member);
    }
}
