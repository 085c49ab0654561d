// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

import {Consortium} from "../../contracts/consortium/Consortium.sol";
import {Admission, CarrierCode, CodeList} from "../../contracts/interfaces/IConsortium.sol";
import {Roles} from "../../contracts/libraries/Roles.sol";
import {Vault} from "../../contracts/mocks/Vault.sol";

/// @title Members
/// @notice A consortium for Solidity tests: two carriers, seven that may hold bills, two that may not, and a stranger.
abstract contract Members {
    Consortium public immutable consortium;

    address[] private _carriers;
    address[] private _holders;
    address[] private _all;

    constructor(Consortium consortium_) {
        consortium = consortium_;
    }

    /// @notice One of those that may hold bills while they are active.
    function holder(uint256 seed) public view returns (address) {
        return _holders[seed % _holders.length];
    }

    /// @notice Anybody: member or stranger.
    function anybody(uint256 seed) public view returns (address) {
        return _all[seed % _all.length];
    }

    /// @notice How many there are: `anybody` of 0 to this, less one, is each of them once.
    function everybody() external view returns (uint256) {
        return _all.length;
    }

    function _carrierAccount(uint256 seed) internal view returns (address) {
        return _carriers[seed % _carriers.length];
    }

    function _admitAll() internal {
        _carriers.push(_admit("carrier", Roles.CARRIER, "MSC"));
        // A carrier that trades as well: of another carrier's bills it may be a holder.
        _carriers.push(_admit("trading carrier", Roles.CARRIER | Roles.TRADER, "HLC"));
        _holders.push(_carriers[1]);
        _holders.push(_admit("shipper", Roles.TRADER, ""));
        _holders.push(_admit("consignee", Roles.TRADER, ""));
        _holders.push(_admit("bank", Roles.BANK, ""));
        _holders.push(_admit("forwarder", Roles.FORWARDER, ""));
        _holders.push(_admit("all at once", Roles.TRADER | Roles.BANK | Roles.TERMINAL, ""));
        _holders.push(_admitVault());
        for (uint256 i = 0; i < _holders.length; ++i) _all.push(_holders[i]);
        _all.push(_carriers[0]);
        _all.push(_admit("terminal", Roles.TERMINAL, ""));
        _all.push(_admit("customs", Roles.CUSTOMS, ""));
        _all.push(_account("stranger"));
    }

    function _admit(string memory name, uint8 roles, bytes4 code) private returns (address account) {
        account = _account(name);
        bytes20 lei = _lei(consortium.memberCount());
        CarrierCode[] memory codes = new CarrierCode[](code == 0 ? 0 : 1);
        if (code != 0) codes[0] = CarrierCode(CodeList.SMDG, code);
        consortium.admit(Admission(account, roles, lei, codes, 0));
    }

    function _admitVault() private returns (address account) {
        account = address(new Vault());
        consortium.admit(Admission(account, Roles.CUSTODIAN, 0, new CarrierCode[](0), 0));
    }

    /// @dev A made-up LEI: eighteen digits and the two that bring the number to 1 modulo 97.
    function _lei(uint256 number) private pure returns (bytes20) {
        uint256 digits = (10 ** 17 + number) * 100;
        return bytes20(bytes(Strings.toString(digits + 98 - (digits % 97))));
    }

    function _account(string memory name) private pure returns (address) {
        return address(uint160(uint256(keccak256(bytes(name)))));
    }
}
