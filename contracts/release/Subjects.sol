// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";

import {Subject} from "../interfaces/AgencyTypes.sol";
import {Issuance} from "../interfaces/BillTypes.sol";
import {Charge, Claim} from "../interfaces/ChargeTypes.sol";
import {IBillAmendment} from "../interfaces/IBillAmendment.sol";
import {IBillOfLading} from "../interfaces/IBillOfLading.sol";
import {IChargeClocks} from "../interfaces/IChargeClocks.sol";
import {ICharges} from "../interfaces/ICharges.sol";
import {IPickUp} from "../interfaces/IPickUp.sol";
import {IReleaseCasework} from "../interfaces/IReleaseCasework.sol";
import {IReleaseRegistry} from "../interfaces/IReleaseRegistry.sol";
import {ISubjects} from "../interfaces/ISubjects.sol";
import {Opening} from "../interfaces/ReleaseTypes.sol";

/// @title Subjects
/// @notice Tells the agency which bill, reference and place an act on bills, release, charges or gate concerns.
/// @dev It knows each function by where its arguments are, and keeps nothing else. A function that is not listed has no
/// subject, and so is outside every limit.
/// @custom:security-contact see SECURITY.md
contract Subjects is ISubjects {
    /// @dev Where the arguments of a function say what it concerns.
    enum Shape {
        UNKNOWN,
        TOKEN, // (tokenId, ...)
        TOKEN_SECOND, // (_, tokenId)
        TOKEN_THIRD, // (_, _, tokenId, ...)
        ISSUE, // (Issuance)
        ISSUE_BATCH, // (Issuance[])
        REISSUE, // (tokenIds, ...)
        OPENING, // (Opening)
        ADDITION, // (tokenId, consignment, ...)
        CONTAINER, // (tokenId, number, ...)
        CONTAINERS, // (tokenId, numbers, ...)
        PLAN, // (tokenId, numbers, consignment to which they go)
        SUCCESSION, // (tokenId, numbers, tokenId to which they go)
        CLAIM, // (Claim)
        CHARGE // (charge, ...)
    }

    IBillOfLading public immutable bill;
    IReleaseRegistry public immutable registry;
    ICharges public immutable charges;
    IPickUp public immutable pickUp;

    mapping(address target => mapping(bytes4 selector => Shape shape)) private _shapes;

    constructor(IBillOfLading bill_, IReleaseRegistry registry_) {
        bill = bill_;
        registry = registry_;
        charges = ICharges(registry_.charges());
        pickUp = registry_.pickUp();
        _listBill(_shapes[address(bill)]);
        _listRegistry(_shapes[address(registry)]);
        _listCharges(_shapes[address(charges)]);
        _listPickUp(_shapes[address(pickUp)]);
    }

    /// @inheritdoc ISubjects
    function subjectOf(address target, bytes calldata data) external view returns (Subject memory subject) {
        Shape shape = _shapes[target][bytes4(data)];
        if (shape == Shape.UNKNOWN) return subject;
        bytes calldata arguments = data[4:];
        if (shape == Shape.TOKEN) {
            subject.tokenId = abi.decode(arguments, (uint256));
        } else if (shape == Shape.TOKEN_SECOND) {
            (, subject.tokenId) = abi.decode(arguments, (uint256, uint256));
        } else if (shape == Shape.TOKEN_THIRD) {
            (, , subject.tokenId) = abi.decode(arguments, (uint256, uint256, uint256));
        } else if (shape == Shape.CONTAINER || shape == Shape.CONTAINERS || shape == Shape.PLAN) {
            return _ofContainers(shape, arguments);
        } else if (shape == Shape.CLAIM || shape == Shape.CHARGE) {
            return _ofCharge(shape, arguments);
        } else {
            return _ofSeveral(shape, arguments);
        }
    }

    /* READING ARGUMENTS */

    /// @dev What may name more than one bill, or names a place itself.
    function _ofSeveral(Shape shape, bytes calldata arguments) private view returns (Subject memory subject) {
        if (shape == Shape.ISSUE) {
            Issuance memory issuance = abi.decode(arguments, (Issuance));
            subject.tokenId = issuance.tokenId;
            subject.transportDocumentReference = issuance.transportDocumentReference;
        } else if (shape == Shape.ISSUE_BATCH) {
            Issuance[] memory issuances = abi.decode(arguments, (Issuance[]));
            if (issuances.length != 1) return subject;
            subject.tokenId = issuances[0].tokenId;
            subject.transportDocumentReference = issuances[0].transportDocumentReference;
        } else if (shape == Shape.REISSUE) {
            uint256[] memory tokenIds = abi.decode(arguments, (uint256[]));
            if (tokenIds.length == 1) subject.tokenId = tokenIds[0];
        } else if (shape == Shape.OPENING) {
            Opening memory opening = abi.decode(arguments, (Opening));
            subject.tokenId = opening.tokenId;
            subject.unLocationCode = opening.unLocationCode;
        } else if (shape == Shape.ADDITION) {
            uint8 consignment;
            (subject.tokenId, consignment) = abi.decode(arguments, (uint256, uint8));
            subject.unLocationCode = _placeOf(subject.tokenId, consignment);
        } else {
            (uint256 tokenId, bytes11[] memory numbers, ) = abi.decode(arguments, (uint256, bytes11[], uint256));
            // From one bill to another: the token stays unknown.
            subject.unLocationCode = _placeOfAll(tokenId, numbers);
        }
    }

    function _ofContainers(Shape shape, bytes calldata arguments) private view returns (Subject memory subject) {
        if (shape == Shape.CONTAINER) {
            bytes11 number;
            (subject.tokenId, number) = abi.decode(arguments, (uint256, bytes11));
            subject.unLocationCode = _placeOf(subject.tokenId, number);
            return subject;
        }
        bytes11[] memory numbers;
        (subject.tokenId, numbers) = abi.decode(arguments, (uint256, bytes11[]));
        subject.unLocationCode = _placeOfAll(subject.tokenId, numbers);
        if (shape == Shape.PLAN) {
            (, , uint8 consignment) = abi.decode(arguments, (uint256, bytes11[], uint8));
            if (_placeOf(subject.tokenId, consignment) != subject.unLocationCode) subject.unLocationCode = 0;
        }
    }

    function _ofCharge(Shape shape, bytes calldata arguments) private view returns (Subject memory subject) {
        bytes11 number;
        uint8 consignment;
        if (shape == Shape.CLAIM) {
            Claim memory claim = abi.decode(arguments, (Claim));
            (subject.tokenId, number, consignment) = (claim.tokenId, claim.number, claim.consignment);
        } else {
            Charge memory charge = charges.chargeOf(abi.decode(arguments, (uint256)));
            (subject.tokenId, number, consignment) = (charge.tokenId, charge.number, charge.consignment);
        }
        // A charge for a container follows it into another consignment.
        subject.unLocationCode =
            number == 0 ? _placeOf(subject.tokenId, consignment) : _placeOf(subject.tokenId, number);
    }

    /* PLACES */

    function _placeOf(uint256 tokenId, uint8 consignment) private view returns (bytes5) {
        return consignment == 0 ? bytes5(0) : registry.consignmentOf(tokenId, consignment).unLocationCode;
    }

    function _placeOf(uint256 tokenId, bytes11 number) private view returns (bytes5) {
        return _placeOf(tokenId, registry.containerOf(tokenId, number).consignment);
    }

    /// @dev The one place of all these containers, or zero.
    function _placeOfAll(uint256 tokenId, bytes11[] memory numbers) private view returns (bytes5 place) {
        for (uint256 i = 0; i < numbers.length; ++i) {
            bytes5 next = _placeOf(tokenId, numbers[i]);
            if (i != 0 && next != place) return 0;
            place = next;
        }
    }

    /* WHERE THE ARGUMENTS ARE */

    function _listBill(mapping(bytes4 selector => Shape shape) storage shapes) private {
        shapes[IBillOfLading.issue.selector] = Shape.ISSUE;
        shapes[IBillOfLading.issueBatch.selector] = Shape.ISSUE_BATCH;
        shapes[IERC721.transferFrom.selector] = Shape.TOKEN_THIRD;
        shapes[bytes4(keccak256("safeTransferFrom(address,address,uint256)"))] = Shape.TOKEN_THIRD;
        shapes[bytes4(keccak256("safeTransferFrom(address,address,uint256,bytes)"))] = Shape.TOKEN_THIRD;
        shapes[IERC721.approve.selector] = Shape.TOKEN_SECOND;
        shapes[IBillOfLading.sign.selector] = Shape.TOKEN;
        shapes[IBillOfLading.reject.selector] = Shape.TOKEN;
        shapes[IBillOfLading.endorse.selector] = Shape.TOKEN;
        shapes[IBillOfLading.endorseAndTransfer.selector] = Shape.TOKEN;
        shapes[IBillOfLading.cancelEndorsement.selector] = Shape.TOKEN;
        shapes[IBillOfLading.instruct.selector] = Shape.TOKEN;
        shapes[IBillOfLading.withdrawInstruction.selector] = Shape.TOKEN;
        shapes[IBillOfLading.carryOut.selector] = Shape.TOKEN;
        shapes[IBillOfLading.surrenderForDelivery.selector] = Shape.TOKEN;
        shapes[IBillOfLading.surrenderForAmendment.selector] = Shape.TOKEN;
        shapes[IBillOfLading.acceptSurrender.selector] = Shape.TOKEN;
        shapes[IBillOfLading.refuseSurrender.selector] = Shape.TOKEN;
        // What takes the place of a bill is the affair of that bill; under which reference, is not asked.
        shapes[IBillAmendment.reissue.selector] = Shape.REISSUE;
        shapes[IBillAmendment.allowReplacement.selector] = Shape.TOKEN;
        shapes[IBillAmendment.replaceWaybill.selector] = Shape.TOKEN;
        shapes[IBillAmendment.recordPaper.selector] = Shape.TOKEN;
        shapes[IBillAmendment.recordPresentation.selector] = Shape.TOKEN;
        shapes[IBillAmendment.issueFromPaper.selector] = Shape.TOKEN;
        shapes[IBillAmendment.giveUpStandIn.selector] = Shape.TOKEN;
    }

    function _listRegistry(mapping(bytes4 selector => Shape shape) storage shapes) private {
        shapes[IReleaseRegistry.openConsignment.selector] = Shape.OPENING;
        shapes[IReleaseRegistry.addContainers.selector] = Shape.ADDITION;
        shapes[IReleaseRegistry.discharge.selector] = Shape.CONTAINERS;
        shapes[IReleaseRegistry.clearCustoms.selector] = Shape.CONTAINERS;
        shapes[IReleaseRegistry.withdrawClearance.selector] = Shape.CONTAINERS;
        shapes[IReleaseRegistry.releaseAtTerminal.selector] = Shape.CONTAINERS;
        shapes[IReleaseRegistry.withdrawTerminalRelease.selector] = Shape.CONTAINERS;
        shapes[IReleaseRegistry.placeHold.selector] = Shape.CONTAINERS;
        shapes[IReleaseRegistry.liftHold.selector] = Shape.CONTAINERS;
        shapes[IReleaseRegistry.giveRelease.selector] = Shape.CONTAINERS;
        shapes[IReleaseRegistry.offerRelease.selector] = Shape.CONTAINERS;
        shapes[IReleaseRegistry.acceptRelease.selector] = Shape.CONTAINERS;
        shapes[IReleaseRegistry.declineRelease.selector] = Shape.CONTAINERS;
        shapes[IReleaseRegistry.withdrawOffer.selector] = Shape.CONTAINERS;
        shapes[IReleaseRegistry.nameHaulier.selector] = Shape.CONTAINERS;
        shapes[IReleaseRegistry.gateOut.selector] = Shape.CONTAINER;
        shapes[IReleaseCasework.nominate.selector] = Shape.CONTAINERS;
        shapes[IReleaseCasework.withdrawRelease.selector] = Shape.CONTAINERS;
        shapes[IReleaseCasework.restoreRelease.selector] = Shape.CONTAINERS;
        shapes[IReleaseCasework.releaseAgainstLetter.selector] = Shape.CONTAINERS;
        shapes[IReleaseCasework.consentToLetter.selector] = Shape.TOKEN;
        shapes[IReleaseCasework.passJob.selector] = Shape.CONTAINERS;
        shapes[IReleaseCasework.changePlan.selector] = Shape.PLAN;
        shapes[IReleaseCasework.repoint.selector] = Shape.SUCCESSION;
        shapes[IReleaseCasework.endOtherwise.selector] = Shape.CONTAINERS;
        shapes[IReleaseCasework.turnAway.selector] = Shape.CONTAINER;
        shapes[IReleaseCasework.retractGateOut.selector] = Shape.CONTAINER;
        shapes[IReleaseCasework.returnLaden.selector] = Shape.CONTAINER;
        shapes[IReleaseCasework.returnEmpty.selector] = Shape.CONTAINER;
    }

    function _listCharges(mapping(bytes4 selector => Shape shape) storage shapes) private {
        shapes[ICharges.raise.selector] = Shape.CLAIM;
        shapes[ICharges.cancel.selector] = Shape.CHARGE;
        shapes[ICharges.credit.selector] = Shape.CHARGE;
        shapes[ICharges.pay.selector] = Shape.CHARGE;
        shapes[ICharges.payWithPermit.selector] = Shape.CHARGE;
        shapes[ICharges.dispute.selector] = Shape.CHARGE;
        shapes[ICharges.giveBack.selector] = Shape.CHARGE;
        shapes[ICharges.giveUp.selector] = Shape.CHARGE;
        shapes[ICharges.award.selector] = Shape.CHARGE;
        // A clock is named by (tokenId, number, ...), which lie at the front like plain arguments.
        shapes[IChargeClocks.startClock.selector] = Shape.CONTAINER;
        shapes[IChargeClocks.extendFreeTime.selector] = Shape.CONTAINER;
        shapes[IChargeClocks.stopClock.selector] = Shape.CONTAINER;
        shapes[IChargeClocks.endClock.selector] = Shape.CONTAINER;
        shapes[IChargeClocks.payDays.selector] = Shape.CONTAINER;
        shapes[IChargeClocks.disputeDays.selector] = Shape.CONTAINER;
        shapes[IChargeClocks.creditDays.selector] = Shape.CONTAINER;
    }

    function _listPickUp(mapping(bytes4 selector => Shape shape) storage shapes) private {
        shapes[IPickUp.book.selector] = Shape.CONTAINER;
        shapes[IPickUp.cancelBooking.selector] = Shape.CONTAINER;
        shapes[IPickUp.reportNoShow.selector] = Shape.CONTAINER;
        // A pass lies at the front like plain arguments, too.
        shapes[IPickUp.gateIn.selector] = Shape.CONTAINER;
        shapes[IPickUp.gateInWithPasskey.selector] = Shape.CONTAINER;
    }
}
