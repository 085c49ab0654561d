// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";

import {GovernedMember} from "../consortium/GovernedMember.sol";
import {Standing} from "../consortium/Standing.sol";
import {Trail} from "../interfaces/BillTypes.sol";
import {Charge, ChargeStatus} from "../interfaces/ChargeTypes.sol";
import {ICharges} from "../interfaces/ICharges.sol";
import {IReleaseRegistry} from "../interfaces/IReleaseRegistry.sol";
import {Authority, ConsignmentView} from "../interfaces/ReleaseTypes.sol";

/// @title ChargeLedger
/// @notice Keeps the charges and the money in escrow.
/// @dev Every change of a charge's status passes `_move`, every token that comes or goes `_take` and `_send`.
abstract contract ChargeLedger is ICharges, GovernedMember, ReentrancyGuard {
    using SafeERC20 for IERC20;

    /// @notice The consignments whose containers are charged for. Fixed at deployment.
    IReleaseRegistry public immutable registry;

    /// @inheritdoc ICharges
    uint256 public chargeCount;

    /// @inheritdoc ICharges
    mapping(uint256 charge => address payer) public payerOf;

    /// @inheritdoc ICharges
    mapping(address token => uint256 amount) public escrowOf;

    mapping(uint256 charge => Charge) internal _charges;

    /// @dev How many charges of a creditor are OPEN, of a whole consignment (with the number zero) or of a container (with
    /// the consignment zero, because a charge follows its container).
    mapping(uint256 tokenId => mapping(uint8 consignment => mapping(bytes11 number => mapping(Authority => uint256 open))))
        private _open;

    constructor(IReleaseRegistry registry_) {
        registry = registry_;
    }

    /* READING */

    /// @inheritdoc ICharges
    function chargeOf(uint256 charge) external view returns (Charge memory) {
        return _charges[charge];
    }

    /// @inheritdoc ICharges
    function openCharges(
        uint256 tokenId,
        uint8 consignment,
        bytes11 number,
        Authority creditor
    ) external view returns (uint256) {
        return _open[tokenId][number == 0 ? consignment : 0][number][creditor];
    }

    /* CHARGES */

    /// @dev Writes a new charge, at `status` from the start.
    function _new(Charge memory due, ChargeStatus status) internal returns (uint256 charge, Trail memory trail) {
        charge = ++chargeCount;
        _charges[charge] = due;
        trail = _move(charge, due, status);
    }

    /// @dev The one place where a charge's status changes; tells the registry whether any is open still.
    function _move(uint256 charge, Charge memory due, ChargeStatus to) internal returns (Trail memory) {
        mapping(Authority => uint256) storage counts = _open[due.tokenId][due.number == 0 ? due.consignment : 0][
            due.number
        ];
        uint256 open = counts[due.creditor];
        if (to == ChargeStatus.OPEN) counts[due.creditor] = ++open;
        // Nothing that is OPEN was never counted.
        if (due.status == ChargeStatus.OPEN) counts[due.creditor] = --open;
        due.status = to;
        _charges[charge].status = to;
        return registry.setOwed(due.tokenId, due.consignment, due.number, due.creditor, open != 0);
    }

    /// @dev A place in the container's history for what touches no light.
    function _touch(uint256 tokenId, bytes11 number, Authority creditor) internal returns (Trail memory) {
        return registry.setOwed(tokenId, 0, number, creditor, _open[tokenId][0][number][creditor] != 0);
    }

    /// @dev A charge that is at this status.
    function _at(uint256 charge, ChargeStatus needed) internal view returns (Charge memory due) {
        due = _charges[charge];
        if (due.status != needed) revert Charges_NotAt(charge, needed, due.status);
    }

    /* MONEY */

    /// @dev The creditor's account of this moment.
    function _accountOf(uint32 member) internal view returns (address account) {
        (account, ) = _standings.standingOfMember(member);
    }

    /// @dev Who paid, and where money goes back: a member that has replaced its account since has it at its new one.
    function _payer(uint256 charge) internal view returns (address) {
        return consortium.currentAccount(payerOf[charge]);
    }

    /// @dev Takes the whole amount from the caller to `to`, or nothing.
    function _take(uint256 charge, Charge memory due, address to) internal {
        // Anybody pays with its own money; with that of a member that is not active, which trusted this contract with
        // it, nobody does in its name: not its substitute either.
        if (isTrustedForwarder(msg.sender)) _actor();
        IERC20 token = IERC20(due.token);
        // A creditor that pays itself has as much as before; nobody is wronged by that.
        uint256 expected = _msgSender() == to ? 0 : due.amount;
        uint256 before = token.balanceOf(to);
        token.safeTransferFrom(_msgSender(), to, due.amount);
        uint256 received = token.balanceOf(to) - before;
        if (received != expected) revert Charges_NotPaidInFull(charge, due.amount, received);
    }

    /// @dev Takes the whole amount from the caller into escrow.
    function _takeIntoEscrow(uint256 charge, Charge memory due) internal {
        payerOf[charge] = _msgSender();
        escrowOf[due.token] += due.amount;
        _take(charge, due, address(this));
    }

    /// @dev Ends a dispute: all that is in escrow for a charge goes out, to creditor and payer.
    function _endDispute(uint256 charge, Charge memory due, ChargeStatus to, uint128 toCreditor) internal {
        uint128 toPayer = due.amount - toCreditor;
        Trail memory trail = _move(charge, due, to);
        escrowOf[due.token] -= due.amount;
        emit DisputeEnded(charge, due.tokenId, due.number, to, toCreditor, toPayer, trail);
        if (toCreditor != 0) IERC20(due.token).safeTransfer(_accountOf(due.creditorMember), toCreditor);
        if (toPayer != 0) IERC20(due.token).safeTransfer(_payer(charge), toPayer);
    }

    /* WHO IS WHO */

    /// @dev The caller as the consignment's carrier or terminal. Suspended or removed, it charges nothing new; what is due
    /// stays due.
    function _creditor(uint256 tokenId, uint8 consignment, Authority creditor) internal view returns (uint32 caller) {
        caller = _actor().member();
        ConsignmentView memory its = registry.consignmentOf(tokenId, consignment);
        uint32 needed;
        if (creditor == Authority.CARRIER) needed = its.carrier;
        if (creditor == Authority.TERMINAL) needed = its.terminal;
        if (caller != needed) revert Charges_NotACreditor(tokenId, creditor, _msgSender());
    }

    function _requireCreditor(Charge memory due) internal view {
        if (_caller() != due.creditorMember) revert Charges_NotACreditor(due.tokenId, due.creditor, _msgSender());
    }

    function _caller() internal view returns (uint32) {
        return _standings.standingOf(_msgSender()).member();
    }

    /// @dev An arbiter is an active member and not the creditor.
    function _arbiter(address account, uint32 creditor) internal view returns (uint32) {
        Standing standing = _standings.standingOf(account);
        if (!standing.isActive() || standing.member() == creditor) revert Charges_InvalidArbiter(account);
        return standing.member();
    }

    function _requireToken(address token) internal view {
        if (token.code.length == 0) revert Charges_NotAToken(token);
    }
}
