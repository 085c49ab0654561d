import { network } from "hardhat";

import { deploySuite, Kind } from "../support/suite.js";
import { shouldBehaveLikeERC721 } from "./Erc721.behavior.js";
import { shouldApproveLikeERC721 } from "./Erc721Approval.behavior.js";

const { ethers, networkHelpers } = await network.create();
const deploy = () => deploySuite(ethers);

describe("BillOfLading", () => {
  // A WAYBILL is owned, too, but never moves: its refusals stand with each act.
  for (const [name, kind] of Object.entries(Kind)) {
    if (kind === Kind.WAYBILL) continue;
    describe(`as ERC-721: a ${name} bill`, () => {
      shouldBehaveLikeERC721(ethers, networkHelpers, deploy, kind);
      shouldApproveLikeERC721(networkHelpers, deploy, kind);
    });
  }
});
