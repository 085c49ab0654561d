// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

import {BillStatus, Kind} from "../interfaces/BillTypes.sol";
import {IBillRenderer} from "../interfaces/IBillRenderer.sol";

/// @title BillRenderer
/// @notice Draws a bill for wallets out of what is public anyway.
/// @custom:security-contact see SECURITY.md
contract BillRenderer is IBillRenderer {
    using Strings for uint256;

    /// @inheritdoc IBillRenderer
    function tokenURI(uint256 tokenId, Kind kind, BillStatus status) external pure returns (string memory) {
        string memory short = uint256(tokenId >> 224).toHexString(4);
        string memory name = string.concat(_kindName(kind), " ", short);
        string memory image = Base64.encode(bytes(_svg(_kindName(kind), _statusName(status), short)));
        string memory json = string.concat(
            '{"name":"',
            name,
            '","description":"Electronic transport document; the token knows its digest, not its content.",',
            '"attributes":[{"trait_type":"Kind","value":"',
            _kindName(kind),
            '"},{"trait_type":"Status","value":"',
            _statusName(status),
            '"}],"image":"data:image/svg+xml;base64,',
            image,
            '"}'
        );
        return string.concat("data:application/json;base64,", Base64.encode(bytes(json)));
    }

    function _svg(string memory kind, string memory status, string memory short) private pure returns (string memory) {
        return
            string.concat(
                '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 240" font-family="monospace">',
                '<rect width="400" height="240" fill="#0b3954"/><rect x="12" y="12" width="376" height="216" ',
                'fill="none" stroke="#bfd7ea"/><text x="28" y="60" fill="#fff" font-size="26">',
                kind,
                '</text><text x="28" y="120" fill="#bfd7ea" font-size="16">',
                status,
                '</text><text x="28" y="200" fill="#bfd7ea" font-size="20">',
                short,
                "</text></svg>"
            );
    }

    function _kindName(Kind kind) private pure returns (string memory) {
        if (kind == Kind.STRAIGHT) return "Straight bill of lading";
        if (kind == Kind.TO_ORDER) return "Bill of lading to order";
        if (kind == Kind.BEARER) return "Bill of lading to bearer";
        return "Sea waybill";
    }

    function _statusName(BillStatus status) private pure returns (string memory) {
        if (status == BillStatus.ISSUED) return "ISSUED";
        if (status == BillStatus.PENDING_SURRENDER_FOR_DELIVERY) return "PENDING_SURRENDER_FOR_DELIVERY";
        if (status == BillStatus.SURRENDERED_FOR_DELIVERY) return "SURRENDERED_FOR_DELIVERY";
        if (status == BillStatus.PENDING_SURRENDER_FOR_AMENDMENT) return "PENDING_SURRENDER_FOR_AMENDMENT";
        if (status == BillStatus.SURRENDERED_FOR_AMENDMENT) return "SURRENDERED_FOR_AMENDMENT";
        if (status == BillStatus.VOIDED) return "VOIDED";
        if (status == BillStatus.PAPER) return "PAPER";
        return "NONE";
    }
}
