// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Trail} from "./BillTypes.sol";
import {ChargeKind, Clock, ClockBounds, ClockKey, Step} from "./ChargeTypes.sol";
import {Authority} from "./ReleaseTypes.sol";

/// @title IChargeClocks
/// @notice Demurrage, while a container waits at the terminal, and detention, until it is back empty.
/// @dev The creditor states by its tariff and the port's calendar when free time ends. After that second every begun 24
/// hours count, at stepped rates, up to a number of days. It may move that end later or stop the clock for a while, never the reverse. Demurrage
/// keeps a light red once more days have begun than are paid; detention touches no light.
interface IChargeClocks {
    /* EVENTS */

    /// @notice A creditor started a clock.
    event ClockStarted(
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint32 indexed creditorMember,
        Authority creditor,
        ChargeKind kind,
        address token,
        uint40 freeUntil,
        Step[] steps,
        uint32 arbiter,
        Trail trail
    );

    /// @notice Free time ends later.
    event FreeTimeExtended(
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint32 indexed creditorMember,
        ChargeKind kind,
        uint40 freeUntil,
        bytes4 reasonCode,
        Trail trail
    );

    /// @notice The clock stands still between two instants.
    event ClockStopped(
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint32 indexed creditorMember,
        ChargeKind kind,
        uint40 from,
        uint40 until,
        bytes4 reasonCode,
        Trail trail
    );

    /// @notice The creditor charges no more by this clock.
    event ClockEnded(
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint32 indexed creditorMember,
        ChargeKind kind,
        bytes4 reasonCode,
        Trail trail
    );

    /// @notice Days were settled under the charge of this number: paid, in escrow or on credit, as that says.
    event DaysSettled(
        uint256 indexed charge,
        uint256 indexed tokenId,
        bytes11 indexed number,
        ChargeKind kind,
        uint16 fromDay,
        uint16 throughDay,
        uint40 paidThrough,
        Trail trail
    );

    /// @notice Governance set what a tariff may state, for clocks that are started from now on.
    event ClockBoundsSet(uint8 mostSteps, uint16 mostDays);

    /* ERRORS */

    /// @notice Governance allows from 1 to 8 steps and from 30 to 3,650 days, and sets them to change something.
    error Charges_InvalidBounds(uint8 mostSteps, uint16 mostDays);

    /// @notice The creditor has such a clock for the container already.
    error Charges_ClockRuns(uint256 tokenId, bytes11 number, ChargeKind kind);

    /// @notice There is no such clock, or it was ended.
    error Charges_NoClock(uint256 tokenId, bytes11 number, ChargeKind kind);

    /// @notice Detention runs once a container has left; free time does not end before that.
    error Charges_HasNotLeft(uint256 tokenId, bytes11 number, uint40 leftAt);

    /// @notice At least 1 and at most `mostSteps` steps, the first from day 1, each later than the one before and above
    /// zero.
    error Charges_InvalidSteps(uint8 mostSteps);

    /// @notice Free time is extended to a later second only, and by no more than 366 days from now.
    error Charges_InvalidFreeTime(uint40 freeUntil, uint40 current);

    /// @notice A stop ends after it begins, and begins when the one before has ended, `earliest`; at most 16 stops.
    error Charges_InvalidStop(uint40 from, uint40 until, uint40 earliest);

    /// @notice Nothing is due through this time that is not settled; or it is more than 366 days ahead.
    error Charges_NothingDue(uint256 tokenId, bytes11 number, uint40 through);

    /// @notice What is due through that time is `amount` by now, more than the payer was ready for.
    error Charges_MoreIsDue(uint256 amount, uint128 most);

    /* BOUNDS */

    /// @notice Governance sets how many steps a tariff may have, and how many days a clock may charge at most.
    /// @dev Emits {ClockBoundsSet}. Clocks that run keep the days that they were started with.
    ///
    /// Requirements: the caller is authorised by the authority; 1 to 8 steps; 30 to 3,650 days; a change.
    function setClockBounds(ClockBounds calldata bounds) external;

    /// @notice What governance allows a tariff to state now; at first 8 steps and 366 days.
    function clockBounds() external view returns (uint8 mostSteps, uint16 mostDays);

    /* CLOCK */

    /// @notice Starts a clock for a container.
    /// @dev Emits {ClockStarted}.
    ///
    /// Requirements: the caller is the carrier or terminal of the container's consignment, as it says, and active; it has no
    /// such clock for it; DEMURRAGE: not gated in; DETENTION: the container has left, and free time ends no earlier; a token
    /// with code; an arbiter who is an active member and not the creditor; steps in order, no more than governance
    /// allows. After as many days as governance allows now the clock costs no more.
    /// @param freeUntil last second of free time
    function startClock(
        ClockKey calldata key,
        address token,
        address arbiter,
        uint40 freeUntil,
        Step[] calldata steps
    ) external;

    /// @notice Moves the end of free time later.
    /// @dev Emits {FreeTimeExtended}. Requirements: the caller is the clock's creditor; later; a reason code.
    function extendFreeTime(ClockKey calldata key, uint40 freeUntil, bytes4 reasonCode) external;

    /// @notice Stops the clock between two instants, past or to come.
    /// @dev Emits {ClockStopped}. Requirements: the caller is the clock's creditor; after the stop before; a reason code.
    function stopClock(ClockKey calldata key, uint40 from, uint40 until, bytes4 reasonCode) external;

    /// @notice Charges no more by this clock; what was settled stays.
    /// @dev Emits {ClockEnded}. Requirements: the caller is the clock's creditor; a reason code.
    function endClock(ClockKey calldata key, bytes4 reasonCode) external;

    /* SETTLEMENT */

    /// @notice Pays all days begun through a time, past or to come. Anyone may.
    /// @dev Emits {DaysSettled} and {ICharges-ChargePaid}, under a new charge.
    ///
    /// Requirements: something is due, at most `most`; else as {ICharges-pay}.
    /// @param through pays for a pick-up up to this second
    /// @return charge the new charge's number
    function payDays(ClockKey calldata key, uint40 through, uint128 most) external returns (uint256 charge);

    /// @notice Pays all days begun through a time into escrow, and disputes them.
    /// @dev Emits {DaysSettled} and {ICharges-ChargeDisputed}. Requirements: as {payDays}, and a hash of the reason.
    function disputeDays(
        ClockKey calldata key,
        uint40 through,
        uint128 most,
        bytes32 reasonHash
    ) external returns (uint256 charge);

    /// @notice The creditor puts all days begun through a time on credit.
    /// @dev Emits {DaysSettled} and {ICharges-ChargeCredited}. Requirements: something is due; the caller is the creditor.
    function creditDays(ClockKey calldata key, uint40 through) external returns (uint256 charge);

    /* READING */

    /// @notice What is due for a pick-up, or an empty return, at a given time, beyond what is settled.
    /// @return fromDay the first day that is not settled
    /// @return throughDay the day that has begun then; less than `fromDay` if nothing is due
    /// @return amount in the clock's token
    function dueAt(
        ClockKey calldata key,
        uint40 time
    ) external view returns (uint16 fromDay, uint16 throughDay, uint128 amount);

    /// @notice A clock; all zero if there is none.
    function clockOf(ClockKey calldata key) external view returns (Clock memory);
}
