// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Context} from "@openzeppelin/contracts/utils/Context.sol";

import {Trail} from "../interfaces/IBillOfLading.sol";
import {ChargeStatus, ChargeView, Claim, ICharges} from "../interfaces/ICharges.sol";
import {IConsortium} from "../interfaces/IConsortium.sol";
import {Authority, ConsignmentView, IReleaseRegistry} from "../interfaces/IReleaseRegistry.sol";

/// @title Charges
/// @notice What carrier and terminal want paid before a container leaves.
/// @custom:security-contact see SECURITY.md
contract Charges is ICharges, Context {
    using SafeERC20 for IERC20;

    /// @notice The members. Fixed at deployment.
    IConsortium public immutable consortium;

    /// @notice The consignments whose containers are charged for. Fixed at deployment.
    IReleaseRegistry public immutable registry;

    /// @inheritdoc ICharges
    uint256 public chargeCount;

    mapping(uint256 charge => ChargeView) private _charges;

    /// @dev How many charges of a creditor are open; from 0 to 1 and back the registry is told.
    mapping(uint256 tokenId => mapping(uint8 consignment => mapping(bytes11 number => mapping(Authority => uint256 open))))
        private _open;

    constructor(IConsortium consortium_, IReleaseRegistry registry_) {
        consortium = consortium_;
        registry = registry_;
    }

    /* CHARGES */

    /// @inheritdoc ICharges
    function raise(Claim calldata claim) external returns (uint256 charge) {
        if (claim.amount == 0) revert Charges_ZeroAmount();
        if (claim.token.code.length == 0) revert Charges_NotAToken(claim.token);
        uint32 creditor = _requireCreditor(claim);
        if (claim.number != 0 && registry.containerOf(claim.tokenId, claim.number).consignment != claim.consignment)
            revert Charges_NotInConsignment(claim.tokenId, claim.consignment, claim.number);

        charge = ++chargeCount;
        _charges[charge] = ChargeView({
            tokenId: claim.tokenId,
            consignment: claim.consignment,
            number: claim.number,
            creditor: claim.creditor,
            kind: claim.kind,
            status: ChargeStatus.OPEN,
            creditorMember: creditor,
            token: claim.token,
            amount: claim.amount
        });
        uint256 open = ++_open[claim.tokenId][claim.consignment][claim.number][claim.creditor];
        Trail memory trail = registry.setOwed(
            claim.tokenId,
            claim.consignment,
            claim.number,
            claim.creditor,
            open != 0
        );
        emit ChargeRaised(
            charge,
            claim.tokenId,
            claim.number,
            claim.consignment,
            claim.creditor,
            creditor,
            claim.kind,
            claim.token,
            claim.amount,
            trail
        );
    }

    /// @inheritdoc ICharges
    function pay(uint256 charge) external {
        (ChargeView memory due, Trail memory trail) = _settle(charge, ChargeStatus.PAID);
        (address account, ) = consortium.standingOfMember(due.creditorMember);
        emit ChargePaid(charge, due.tokenId, due.number, _msgSender(), account, due.token, due.amount, trail);

        IERC20 token = IERC20(due.token);
        uint256 before = token.balanceOf(account);
        token.safeTransferFrom(_msgSender(), account, due.amount);
        uint256 received = token.balanceOf(account) - before;
        // A creditor that pays itself has nothing more than before; nobody is wronged by that.
        if (received != due.amount && _msgSender() != account) {
            revert Charges_NotPaidInFull(charge, due.amount, received);
        }
    }

    /// @inheritdoc ICharges
    function credit(uint256 charge) external {
        (ChargeView memory due, Trail memory trail) = _settle(charge, ChargeStatus.ON_CREDIT);
        if (consortium.standingOf(_msgSender()).member() != due.creditorMember) {
            revert Charges_NotACreditor(due.tokenId, due.creditor, _msgSender());
        }
        emit ChargeCredited(charge, due.tokenId, due.number, due.creditorMember, _msgSender(), trail);
    }

    /* READING */

    /// @inheritdoc ICharges
    function chargeOf(uint256 charge) external view returns (ChargeView memory) {
        return _charges[charge];
    }

    /// @inheritdoc ICharges
    function openCharges(
        uint256 tokenId,
        uint8 consignment,
        bytes11 number,
        Authority creditor
    ) external view returns (uint256) {
        return _open[tokenId][consignment][number][creditor];
    }

    /* INTERNAL */

    /// @dev The one place where a charge leaves OPEN.
    function _settle(uint256 charge, ChargeStatus to) private returns (ChargeView memory due, Trail memory trail) {
        due = _charges[charge];
        if (due.status != ChargeStatus.OPEN) revert Charges_NotOpen(charge, due.status);
        _charges[charge].status = to;
        uint256 open = --_open[due.tokenId][due.consignment][due.number][due.creditor];
        trail = registry.setOwed(due.tokenId, due.consignment, due.number, due.creditor, open != 0);
    }

    /// @dev The caller as the consignment's carrier or terminal, whatever its status: what is due stays due.
    function _requireCreditor(Claim calldata claim) private view returns (uint32 caller) {
        caller = consortium.standingOf(_msgSender()).member();
        ConsignmentView memory consignment = registry.consignmentOf(claim.tokenId, claim.consignment);
        uint32 needed =
            claim.creditor == Authority.CARRIER
                ? consignment.carrier
                : claim.creditor == Authority.TERMINAL
                    ? consignment.terminal
                    : 0;
        if (needed == 0 || caller != needed) {
            revert Charges_NotACreditor(claim.tokenId, claim.creditor, _msgSender());
        }
    }
}
