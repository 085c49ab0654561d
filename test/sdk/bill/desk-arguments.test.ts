import { expect } from "chai";
import { id, MaxUint256, ZeroAddress, ZeroHash } from "ethers";
import { network } from "hardhat";

import { ArgumentError, BillDesk, type Issuance, type SurrenderReason } from "../../../sdk/index.js";
import { thrown, watchedProvider } from "../../support/chain.js";
import { deployDesks } from "../../support/desks.js";

const { ethers, networkHelpers } = await network.create();
const deploy = () => deployDesks(ethers);

describe("BillDesk", () => {
  describe("arguments", () => {
    const ACCOUNT = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
    const HASH = id("x");
    const wellFormed: Issuance = { tokenId: 5n, transportDocumentReference: "R", kind: "BEARER", issueTo: ACCOUNT };
    const cases: [string, (desk: BillDesk) => unknown, string, RegExp][] = [
      ["a token that is 0", (desk) => desk.sign(0n), "tokenId", /^tokenId is no digest of a document: 0$/],
      ["a token that is too large", (desk) => desk.reject(MaxUint256 + 1n), "tokenId", /no digest/],
      ["a negative token", (desk) => desk.carryOut(-1n, 1), "tokenId", /no digest/],
      ["an instruction past the counter", (desk) => desk.carryOut(1n, 65_536), "sequence", /from 0 to 65535: 65536$/],
      ["no account", (desk) => desk.transfer(1n, "bank"), "to", /^to is no account .*: "bank"$/],
      ["the zero account", (desk) => desk.transfer(1n, ZeroAddress), "to", /no account/],
      [
        "an account with a wrong checksum",
        (desk) => desk.transfer(1n, ACCOUNT.replace("C5", "c5")),
        "to",
        /no account/,
      ],
      ["a possessor that is no account", (desk) => desk.transfer(1n, ACCOUNT, "0x12"), "from", /no account/],
      [
        "an act that is no endorsement",
        (desk) => desk.endorse(1n, "SIGN" as "ENDORSE", ACCOUNT),
        "act",
        /^act is not one of ENDORSE, ENDORSE_TO_ORDER, BLANK_ENDORSE: "SIGN"$/,
      ],
      [
        "a property of objects as an act",
        (desk) => desk.endorse(1n, "toString" as "ENDORSE", ACCOUNT),
        "act",
        /not one of/,
      ],
      ["an endorsement to nobody", (desk) => desk.endorse(1n, "ENDORSE"), "to", /no account/],
      [
        "a blank endorsement to somebody",
        (desk) => desk.endorse(1n, "BLANK_ENDORSE", ACCOUNT),
        "to",
        /^to is for nobody/,
      ],
      [
        "an endorsement and transfer to nobody",
        (desk) => desk.endorseAndTransfer(1n, "BLANK_ENDORSE", ""),
        "to",
        /no account/,
      ],
      [
        "a surrender without a reason",
        (desk) => desk.surrenderForAmendment(1n, "NONE" as SurrenderReason),
        "reason",
        /^reason is not one of AMEND, .*: "NONE"$/,
      ],
      [
        "an instruction without a recipient",
        (desk) => desk.instruct(1n, { act: "ENDORSE", recipient: "" }),
        "recipient",
        /no account/,
      ],
      [
        "an instruction to sign",
        (desk) => desk.instruct(1n, { act: "SIGN" as "ENDORSE", recipient: ACCOUNT }),
        "act",
        /not one of/,
      ],
      [
        "an instruction with a wrong reason",
        (desk) => desk.instruct(1n, { act: "SURRENDER_FOR_AMENDMENT", reason: "X" as SurrenderReason }),
        "reason",
        /not one of/,
      ],
      ["no comments", (desk) => desk.refuseSurrender(1n, " \n"), "comments", /^comments are not 1 to 255 characters/],
      ["256 characters of comments", (desk) => desk.refuseSurrender(1n, "x".repeat(256)), "comments", /but 256$/],
      ["nothing to reissue", (desk) => desk.reissue([], [wellFormed]), "tokenIds", /is empty$/],
      ["no successor", (desk) => desk.reissue([1n], []), "successors", /is empty$/],
      [
        "many to many",
        (desk) => desk.reissue([1n, 2n], [wellFormed, { ...wellFormed, tokenId: 6n, transportDocumentReference: "S" }]),
        "successors",
        /^successors are 2 for 2 bills/,
      ],
      [
        "a bill reissued twice",
        (desk) => desk.reissue([1n, 1n], [wellFormed]),
        "tokenIds[1]",
        /is the same as tokenIds\[0\]$/,
      ],
      [
        "a bill as its own successor",
        (desk) => desk.reissue([5n], [wellFormed]),
        "successors[0].tokenId",
        /is the bill's own/,
      ],
      [
        "a document twice in a batch",
        (desk) => desk.issueBatch([wellFormed, { ...wellFormed, transportDocumentReference: "S" }]),
        "issuances[1]",
        /is the same as issuances\[0\]$/,
      ],
      [
        "a reference twice in a batch",
        (desk) => desk.issueBatch([wellFormed, { ...wellFormed, tokenId: 6n }]),
        "issuances[1]",
        /is the same/,
      ],
      ["a batch of nothing", (desk) => desk.issueBatch([]), "issuances", /is empty$/],
      [
        "an unknown kind",
        (desk) => desk.issue({ ...wellFormed, kind: "PAPER" as "BEARER" }),
        "issuance.kind",
        /is no kind: "PAPER"$/,
      ],
      [
        "a reference of 21 characters",
        (desk) => desk.issue({ ...wellFormed, transportDocumentReference: "R".repeat(21) }),
        "issuance.transportDocumentReference",
        /is not 1 to 20/,
      ],
      [
        "a reference that ends in a space",
        (desk) => desk.issue({ ...wellFormed, transportDocumentReference: "R " }),
        "issuance.transportDocumentReference",
        /is not 1 to 20/,
      ],
      [
        "a shipper that is no account",
        (desk) => desk.issue({ ...wellFormed, shipper: "0x" }),
        "issuance.shipper",
        /no account/,
      ],
      [
        "a represented party that is no hash",
        (desk) => desk.issue({ ...wellFormed, titleToRepresents: "0x12" }),
        "issuance.titleToRepresents",
        /is no hash/,
      ],
      ["a replacement that is 0", (desk) => desk.allowReplacement(1n, 0n), "successor", /no digest/],
      [
        "a successor of a waybill without issue-to party",
        (desk) => desk.replaceWaybill(1n, { ...wellFormed, issueTo: "" }),
        "successor.issueTo",
        /no account/,
      ],
      ["a statement that is no hash", (desk) => desk.recordPaper(1n, "0x12", 3), "statementHash", /is no hash/],
      ["a hash of zero", (desk) => desk.recordPaper(1n, ZeroHash, 3), "statementHash", /is no hash/],
      [
        "no originals",
        (desk) => desk.recordPaper(1n, HASH, 0),
        "originals",
        /^originals is not a whole number from 1 to 255: 0$/,
      ],
      ["half an original", (desk) => desk.recordPaper(1n, HASH, 1.5), "originals", /whole number/],
      ["256 originals", (desk) => desk.recordPaper(1n, HASH, 256), "originals", /whole number/],
      ["a presenter that is no account", (desk) => desk.recordPresentation(1n, "", HASH), "presenter", /no account/],
      [
        "an original that is no hash",
        (desk) => desk.recordPresentation(1n, ACCOUNT, ""),
        "presentedHash",
        /is no hash/,
      ],
      ["paper without a statement", (desk) => desk.issueFromPaper(1n, wellFormed, ""), "statementHash", /is no hash/],
      [
        "an unknown place",
        (desk) => desk.giveUpStandIn(1n, "CONSIGNEE" as "TITLE", ACCOUNT),
        "place",
        /^place is not one of SHIPPER, TITLE: "CONSIGNEE"$/,
      ],
      ["a party that is no account", (desk) => desk.replaceStandIn(1n, "TITLE", ""), "party", /no account/],
    ];
    for (const [what, call, argument, message] of cases) {
      it(`refuses ${what} before anything is sent`, async () => {
        const { addresses } = await networkHelpers.loadFixture(deploy);
        const { provider, requests } = watchedProvider(ethers.provider);
        const error = thrown(() => call(new BillDesk(addresses, provider)), ArgumentError);
        expect(error.argument).to.equal(argument);
        expect(error.message).to.match(message);
        expect(requests).to.deep.equal([]);
      });
    }
  });
});
