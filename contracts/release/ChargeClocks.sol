// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {Trail} from "../interfaces/BillTypes.sol";
import {Charge, ChargeKind, ChargeStatus, Clock, ClockKey, Step, Stop} from "../interfaces/ChargeTypes.sol";
import {IChargeClocks} from "../interfaces/IChargeClocks.sol";
import {Authority, ContainerView, Stage} from "../interfaces/ReleaseTypes.sol";
import {ChargeClock} from "../libraries/ChargeClock.sol";
import {ChargeTariffs} from "./ChargeTariffs.sol";

/// @title ChargeClocks
/// @notice Demurrage and detention: clocks, and the days settled under them.
abstract contract ChargeClocks is ChargeTariffs {
    using SafeCast for uint256;

    uint256 private constant MOST_STOPS = 16;
    uint256 private constant FARTHEST = 366 days;

    mapping(uint256 tokenId => mapping(bytes11 number => mapping(Authority creditor => mapping(ChargeKind kind => Clock))))
        private _clocks;

    /* CLOCK */

    /// @inheritdoc IChargeClocks
    function startClock(
        ClockKey calldata key,
        address token,
        address arbiter,
        uint40 freeUntil,
        Step[] calldata steps
    ) external {
        ContainerView memory container = registry.containerOf(key.tokenId, key.number);
        uint32 creditor = _creditor(key.tokenId, container.consignment, key.creditor);
        Clock storage clock = _clock(key);
        if (clock.freeUntil != 0) revert Charges_ClockRuns(key.tokenId, key.number, key.kind);
        _requireClockable(key, container, freeUntil);
        _requireToken(token);
        _setTariff(clock, steps);
        clock.freeUntil = freeUntil;
        clock.creditorMember = creditor;
        clock.arbiter = _arbiter(arbiter, creditor);
        clock.token = token;
        emit ClockStarted(
            key.tokenId,
            key.number,
            creditor,
            key.creditor,
            key.kind,
            token,
            freeUntil,
            steps,
            clock.arbiter,
            _publish(key, freeUntil)
        );
    }

    /// @inheritdoc IChargeClocks
    function extendFreeTime(ClockKey calldata key, uint40 freeUntil, bytes4 reasonCode) external {
        Clock storage clock = _own(key, reasonCode);
        uint40 current = clock.freeUntil;
        if (freeUntil <= current || freeUntil > block.timestamp + FARTHEST) {
            revert Charges_InvalidFreeTime(freeUntil, current);
        }
        clock.freeUntil = freeUntil;
        Trail memory trail = _publish(key, _paidThrough(clock));
        emit FreeTimeExtended(key.tokenId, key.number, clock.creditorMember, key.kind, freeUntil, reasonCode, trail);
    }

    /// @inheritdoc IChargeClocks
    function stopClock(ClockKey calldata key, uint40 from, uint40 until, bytes4 reasonCode) external {
        Clock storage clock = _own(key, reasonCode);
        uint256 stops = clock.stops.length;
        uint40 earliest = stops == 0 ? 0 : clock.stops[stops - 1].until;
        if (until <= from || from < earliest || stops == MOST_STOPS || until > block.timestamp + FARTHEST) {
            revert Charges_InvalidStop(from, until, earliest);
        }
        clock.stops.push(Stop(from, until));
        Trail memory trail = _publish(key, _paidThrough(clock));
        emit ClockStopped(key.tokenId, key.number, clock.creditorMember, key.kind, from, until, reasonCode, trail);
    }

    /// @inheritdoc IChargeClocks
    function endClock(ClockKey calldata key, bytes4 reasonCode) external {
        Clock storage clock = _own(key, reasonCode);
        clock.isEnded = true;
        emit ClockEnded(key.tokenId, key.number, clock.creditorMember, key.kind, reasonCode, _publish(key, 0));
    }

    /* SETTLEMENT */

    /// @inheritdoc IChargeClocks
    function payDays(
        ClockKey calldata key,
        uint40 through,
        uint128 most
    ) external nonReentrant returns (uint256 charge) {
        Charge memory due;
        Trail memory trail;
        (charge, due, trail) = _settle(key, through, most, ChargeStatus.PAID);
        address account = _accountOf(due.creditorMember);
        emit ChargePaid(charge, key.tokenId, key.number, _msgSender(), account, due.token, due.amount, trail);
        _take(charge, due, account);
    }

    /// @inheritdoc IChargeClocks
    function disputeDays(
        ClockKey calldata key,
        uint40 through,
        uint128 most,
        bytes32 reasonHash
    ) external nonReentrant returns (uint256 charge) {
        if (reasonHash == 0) revert Charges_NoReason();
        Charge memory due;
        Trail memory trail;
        (charge, due, trail) = _settle(key, through, most, ChargeStatus.IN_ESCROW);
        emit ChargeDisputed(
            charge,
            key.tokenId,
            key.number,
            _msgSender(),
            due.token,
            due.amount,
            due.arbiter,
            reasonHash,
            trail
        );
        _takeIntoEscrow(charge, due);
    }

    /// @inheritdoc IChargeClocks
    function creditDays(ClockKey calldata key, uint40 through) external returns (uint256 charge) {
        Charge memory due;
        Trail memory trail;
        (charge, due, trail) = _settle(key, through, type(uint128).max, ChargeStatus.ON_CREDIT);
        _requireCreditor(due);
        emit ChargeCredited(charge, key.tokenId, key.number, due.creditorMember, _msgSender(), trail);
    }

    /// @dev Settles all days begun through a time, under a new charge; the money is the caller's part.
    function _settle(
        ClockKey calldata key,
        uint40 through,
        uint128 most,
        ChargeStatus status
    ) private returns (uint256 charge, Charge memory due, Trail memory trail) {
        Clock storage clock = _running(key);
        ContainerView memory container = registry.containerOf(key.tokenId, key.number);
        (uint16 fromDay, uint16 throughDay, uint128 amount) = _due(clock, key, container, through);
        if (amount == 0 || through > block.timestamp + FARTHEST) {
            revert Charges_NothingDue(key.tokenId, key.number, through);
        }
        if (amount > most) revert Charges_MoreIsDue(amount, most);
        clock.paidDays = throughDay;
        uint40 paidThrough = _paidThrough(clock);
        due = Charge({
            tokenId: key.tokenId,
            number: key.number,
            consignment: container.consignment,
            creditor: key.creditor,
            kind: key.kind,
            status: ChargeStatus.NONE,
            creditorMember: clock.creditorMember,
            arbiter: clock.arbiter,
            token: clock.token,
            amount: amount
        });
        // The days have a place of their own in the container's history, before the charge that settles them.
        Trail memory settled = _publish(key, paidThrough);
        (charge, trail) = _new(due, status);
        emit DaysSettled(charge, key.tokenId, key.number, key.kind, fromDay, throughDay, paidThrough, settled);
    }

    /* READING */

    /// @inheritdoc IChargeClocks
    function dueAt(
        ClockKey calldata key,
        uint40 time
    ) external view returns (uint16 fromDay, uint16 throughDay, uint128 amount) {
        Clock storage clock = _running(key);
        return _due(clock, key, registry.containerOf(key.tokenId, key.number), time);
    }

    /// @inheritdoc IChargeClocks
    function clockOf(ClockKey calldata key) external view returns (Clock memory) {
        return _clock(key);
    }

    /* INTERNAL */

    function _due(
        Clock storage clock,
        ClockKey calldata key,
        ContainerView memory container,
        uint40 time
    ) private view returns (uint16 fromDay, uint16 throughDay, uint128 amount) {
        uint16 paidDays = clock.paidDays;
        uint256 begun = ChargeClock.daysAt(clock.freeUntil, clock.stops, _lastTime(key.kind, container, time));
        fromDay = paidDays + 1;
        throughDay = uint16(Math.min(begun, clock.mostDays));
        if (throughDay > paidDays) {
            uint256 cost = ChargeClock.costOf(clock.steps, throughDay) - ChargeClock.costOf(clock.steps, paidDays);
            amount = cost.toUint128();
        }
    }

    /// @dev The time up to which the clock has run at `time`: it ends with the way in at the gate, or with the empty
    /// return; 0 if it does not run at all.
    function _lastTime(ChargeKind kind, ContainerView memory container, uint40 time) private pure returns (uint40) {
        if (kind == ChargeKind.DETENTION) {
            if (container.leftAt == 0) return 0;
            bool isBack = container.stage == Stage.RETURNED_EMPTY && container.happened < time;
            return isBack ? container.happened : time;
        }
        if (container.stage <= Stage.DISCHARGED) return time;
        // Gated in, all was settled through that second; ended otherwise, it runs to that end.
        if (container.stage != Stage.ENDED_OTHERWISE) return 0;
        return container.happened < time ? container.happened : time;
    }

    /// @dev Tells the registry through when demurrage is paid; for detention, which is no light, takes a place in the
    /// container's history alone.
    function _publish(ClockKey calldata key, uint40 paidThrough) private returns (Trail memory) {
        if (key.kind == ChargeKind.DEMURRAGE) {
            return registry.setPaidThrough(key.tokenId, key.number, key.creditor, paidThrough);
        }
        return _touch(key.tokenId, key.number, key.creditor);
    }

    function _paidThrough(Clock storage clock) private view returns (uint40) {
        // All that this clock may charge is settled: it stands in nobody's way any more.
        if (clock.paidDays == clock.mostDays) return type(uint40).max;
        return ChargeClock.paidThrough(clock.freeUntil, clock.stops, clock.paidDays).toUint40();
    }

    function _requireClockable(ClockKey calldata key, ContainerView memory container, uint40 freeUntil) private view {
        if (freeUntil == 0 || freeUntil > block.timestamp + FARTHEST) revert Charges_InvalidFreeTime(freeUntil, 0);
        if (key.kind == ChargeKind.DETENTION) {
            if (container.leftAt == 0 || freeUntil < container.leftAt) {
                revert Charges_HasNotLeft(key.tokenId, key.number, container.leftAt);
            }
        } else if (key.kind != ChargeKind.DEMURRAGE || container.stage > Stage.DISCHARGED) {
            revert Charges_WrongKind(key.kind);
        }
    }

    function _clock(ClockKey calldata key) private view returns (Clock storage) {
        return _clocks[key.tokenId][key.number][key.creditor][key.kind];
    }

    function _running(ClockKey calldata key) private view returns (Clock storage clock) {
        clock = _clock(key);
        if (clock.freeUntil == 0 || clock.isEnded) revert Charges_NoClock(key.tokenId, key.number, key.kind);
    }

    /// @dev A running clock of the caller's, for a change with a reason.
    function _own(ClockKey calldata key, bytes4 reasonCode) private view returns (Clock storage clock) {
        clock = _running(key);
        if (_caller() != clock.creditorMember) revert Charges_NotACreditor(key.tokenId, key.creditor, _msgSender());
        if (reasonCode == 0) revert Charges_NoReason();
    }
}
