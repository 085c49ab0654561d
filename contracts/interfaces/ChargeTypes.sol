// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Authority} from "./ReleaseTypes.sol";

/// @notice What is charged for. DEMURRAGE and DETENTION run by the clock, each day by its rate.
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
    ON_CREDIT,
    CANCELLED, // by the creditor, before it was paid
    IN_ESCROW, // paid, but disputed
    GIVEN_BACK, // by the creditor, out of escrow
    AWARDED // by the arbiter, to creditor and payer as it saw fit
}

/// @notice What a creditor says when it raises a charge.
struct Claim {
    uint256 tokenId;
    uint8 consignment;
    bytes11 number; // the container; zero for the whole consignment
    Authority creditor; // CARRIER or TERMINAL: in which place the caller charges
    ChargeKind kind; // neither DEMURRAGE nor DETENTION
    address token; // ERC-20 in which it is due
    uint128 amount; // in the token's smallest unit
    address arbiter; // member that decides if the charge is disputed
}

/// @notice A charge.
struct Charge {
    // slot 0
    uint256 tokenId;
    // slot 1
    bytes11 number;
    uint8 consignment;
    Authority creditor;
    ChargeKind kind;
    ChargeStatus status;
    uint32 creditorMember;
    uint32 arbiter;
    // slot 2
    address token;
    // slot 3
    uint128 amount;
}

/// @notice Which clock: of a container, a creditor, and DEMURRAGE or DETENTION.
struct ClockKey {
    uint256 tokenId;
    bytes11 number;
    Authority creditor;
    ChargeKind kind;
}

/// @notice A rate that holds from a day on.
struct Step {
    uint16 fromDay; // counted from the end of free time; the first step is from day 1
    uint96 dailyRate; // in the token's smallest unit
}

/// @notice A time for which the clock stands still.
struct Stop {
    uint40 from;
    uint40 until;
}

/// @notice What governance allows a tariff to state.
struct ClockBounds {
    uint8 mostSteps; // 1 to 8 steps of the daily rate
    uint16 mostDays; // 30 to 3,650 days that one clock may charge
}

/// @notice A running clock. Every begun 24 hours after free time, less the stops, are a day that is charged.
struct Clock {
    uint40 freeUntil; // last second of free time; 0: there is no clock
    uint16 paidDays;
    bool isEnded; // the creditor charges no more
    uint16 mostDays; // after so many it costs no more
    uint32 creditorMember;
    uint32 arbiter;
    address token;
    Step[] steps;
    Stop[] stops;
}
