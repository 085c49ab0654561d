// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

import {BillAmendments} from "../../contracts/bill/BillAmendments.sol";
import {BillOfLading} from "../../contracts/bill/BillOfLading.sol";
import {Consortium} from "../../contracts/consortium/Consortium.sol";
import {Issuance, Kind} from "../../contracts/interfaces/BillTypes.sol";
import {Admission, CarrierCode, CodeList} from "../../contracts/interfaces/IConsortium.sol";
import {Opening} from "../../contracts/interfaces/ReleaseTypes.sol";
import {Roles} from "../../contracts/libraries/Roles.sol";
import {PlainToken} from "../../contracts/mocks/PlainToken.sol";
import {Charges} from "../../contracts/release/Charges.sol";
import {PickUp} from "../../contracts/release/PickUp.sol";
import {ReleaseCasework} from "../../contracts/release/ReleaseCasework.sol";
import {ReleaseRegistry} from "../../contracts/release/ReleaseRegistry.sol";
import {DriverWhoSigns} from "./DriverWhoSigns.sol";
import {Laws} from "./Laws.sol";

/// @title ReleaseWorld
/// @notice The whole suite with a member for each duty, two waybills and a few containers, one of them under both bills.
/// @dev Nothing is immutable here: the runner knows a contract by its code, which immutables would change too much.
abstract contract ReleaseWorld is Laws {
    Consortium public consortium;
    BillOfLading public bills;
    ReleaseRegistry public registry;
    PickUp public pickUp;
    Charges public charges;
    PlainToken public token;
    address public driver;

    address public carrier;
    address public terminal;
    address public customs;
    address public consignee;
    address public forwarder;
    address public bank;
    address public haulier;
    address public otherHaulier;
    address public stranger;

    uint256[] public tokens;
    bytes11[] public numbers;

    constructor() {
        VM.warp(1_790_000_000);
        AccessManager authority = new AccessManager(address(this));
        consortium = new Consortium(address(authority));
        bills = new BillOfLading(new BillAmendments(consortium, address(authority)), address(authority));
        ReleaseCasework casework = new ReleaseCasework(consortium, bills, address(authority));
        registry = new ReleaseRegistry(casework, address(authority));
        pickUp = PickUp(address(registry.pickUp()));
        charges = new Charges(consortium, registry, address(authority));
        registry.connectCharges(address(charges));
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = bills.markDelivery.selector;
        authority.setTargetFunctionRole(address(bills), selectors, 7);
        authority.grantRole(7, address(registry), 0);
        token = new PlainToken();
        driver = address(new DriverWhoSigns());

        carrier = _admit("carrier", Roles.CARRIER, "MSC");
        terminal = _admit("terminal", Roles.TERMINAL, "");
        customs = _admit("customs", Roles.CUSTOMS, "");
        consignee = _admit("consignee", Roles.TRADER, "");
        forwarder = _admit("forwarder", Roles.FORWARDER, "");
        bank = _admit("bank", Roles.BANK, "");
        haulier = _admit("haulier", Roles.HAULIER, "");
        otherHaulier = _admit("other haulier", Roles.HAULIER, "");
        stranger = _account("stranger");
        _openAll(_admit("shipper", Roles.TRADER, ""));
    }

    function memberOf(address account) public view returns (uint32) {
        return consortium.standingOf(account).member();
    }

    function tokenCount() external view returns (uint256) {
        return tokens.length;
    }

    function numberCount() external view returns (uint256) {
        return numbers.length;
    }

    function _openAll(address shipper) private {
        numbers = [bytes11("CSQU3054383"), bytes11("MSCU0000012"), bytes11("MSCU0000028")];
        for (uint256 i = 0; i < 2; ++i) {
            uint256 tokenId = uint256(keccak256(abi.encode("waybill", i)));
            tokens.push(tokenId);
            VM.prank(carrier);
            bills.issue(
                Issuance(
                    tokenId,
                    bytes20(bytes1(uint8(65 + i))),
                    Kind.WAYBILL,
                    shipper,
                    shipper,
                    consignee,
                    0,
                    0,
                    false
                )
            );
            // The first container is under both, each other one under one of the bills.
            bytes11[] memory its = new bytes11[](2);
            its[0] = numbers[0];
            its[1] = numbers[1 + i];
            VM.prank(carrier);
            registry.openConsignment(Opening(tokenId, 1, terminal, customs, "BEANR", false, its));
        }
    }

    function _admit(string memory name, uint8 roles, bytes4 code) private returns (address account) {
        account = _account(name);
        uint256 digits = (10 ** 17 + consortium.memberCount()) * 100;
        bytes20 lei = bytes20(bytes(Strings.toString(digits + 98 - (digits % 97))));
        CarrierCode[] memory codes = new CarrierCode[](code == 0 ? 0 : 1);
        if (code != 0) codes[0] = CarrierCode(CodeList.SMDG, code);
        consortium.admit(Admission(account, roles, lei, codes, 0));
    }

    function _account(string memory name) private pure returns (address) {
        return address(uint160(uint256(keccak256(bytes(name)))));
    }
}
