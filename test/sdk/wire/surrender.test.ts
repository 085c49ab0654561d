import { expect } from "chai";
import { sha256, toUtf8Bytes } from "ethers";
import { network } from "hardhat";

import {
  AmendmentReason,
  BillStatus,
  DocumentError,
  isNoParty,
  readSurrenderRequest,
  readSurrenderResponse,
  type SurrenderReason,
  type SurrenderRequest,
  surrenderReference,
  type SurrenderResponse,
  toAnswerCall,
  tokenToHex,
  toSurrenderCall,
  toSurrenderRequest,
  toSurrenderResponse,
  WireError,
} from "../../../sdk/index.js";
import { thrown } from "../../support/chain.js";
import { issueBill, Kind } from "../../support/suite.js";
import { parse, readVector, refusal } from "../document/documents.js";
import { COMMENTS, deployWire, REFERENCE, reissue, STATEMENT, surrenderForAmendment, tell } from "./lives.js";

const { ethers, networkHelpers } = await network.create();

const REASONS: SurrenderReason[] = ["AMEND", "SPLIT", "MERGE", "COD", "SWI", "SWTP"];
const HASH = sha256(toUtf8Bytes(COMMENTS));

/** A BEARER bill that the shipper signed for and surrendered for delivery. */
async function deploy() {
  const suite = await deployWire(ethers);
  const asShipper = suite.bills.connect(suite.parties.shipper.signer);
  const asCarrier = suite.bills.connect(suite.parties.carrier.signer);
  const tokenId = await issueBill(suite, Kind.BEARER);
  await asShipper.sign(tokenId);
  await asShipper.surrenderForDelivery(tokenId);
  return { ...suite, tokenId, asShipper, asCarrier };
}

/** An example with other values; undefined takes a value out. */
function changed(example: string, values: Readonly<Record<string, string | undefined>>): string {
  const text = parse(readVector(example));
  if (typeof text !== "object" || text === null) throw new Error("an object");
  return JSON.stringify({ ...text, ...values });
}

const SREQ = "surrender-request-SREQ.json";
const AREQ = "derived-surrender-request-AREQ-SWTP.json";
const SURR = "derived-surrender-response-SURR.json";
const SREJ = "derived-surrender-response-SREJ.json";

const fault = (call: () => unknown) => {
  const { code, pointer } = thrown(call, WireError);
  return [code, pointer];
};

describe("surrender", () => {
  describe("readSurrenderRequest", () => {
    for (const name of [SREQ, AREQ]) {
      it(`reads DCSA's ${name} without loss`, () => {
        expect(readSurrenderRequest(readVector(name))).to.deep.equal(parse(readVector(name)));
      });
    }

    it("refuses another code, a missing reference and comments over several lines, each with its place", () => {
      const text = changed(SREQ, {
        surrenderRequestCode: "SURR",
        transportDocumentReference: undefined,
        comments: "one\ntwo",
      });
      const { findings } = refusal(() => readSurrenderRequest(text), "NOT_DCSA");
      expect(findings.map(({ pointer }) => pointer)).to.have.members([
        "/surrenderRequestCode",
        "/transportDocumentReference",
        "/comments",
      ]);
    });

    it("refuses a reason that DCSA does not define, or beside a request for delivery", () => {
      const place = ["REASON_CODE", "/reasonCode"];
      expect(fault(() => readSurrenderRequest(changed(AREQ, { reasonCode: "AMND" })))).to.deep.equal(place);
      expect(fault(() => readSurrenderRequest(changed(SREQ, { reasonCode: "SWTP" })))).to.deep.equal(place);
    });
  });

  describe("toSurrenderCall", () => {
    it("calls for delivery", () => {
      const call = toSurrenderCall(readSurrenderRequest(readVector(SREQ)), 7n);
      expect(call).to.deep.equal({ method: "surrenderForDelivery", args: [7n] });
    });

    it("calls for amendment with DCSA's reason, or with the first word of the comments", () => {
      const cases: [Partial<Record<"reasonCode" | "comments", string>>, SurrenderReason][] = [
        [{ reasonCode: "SWTP" }, "SWTP"],
        [{ reasonCode: "COD", comments: "Split" }, "COD"],
        [{ reasonCode: "SWI" }, "SWI"],
        [{ comments: "Split: two containers each" }, "SPLIT"],
        [{ comments: "MERGE" }, "MERGE"],
        [{ comments: "Splitting hairs" }, "AMEND"],
        [{ comments: "The weight is wrong" }, "AMEND"],
        [{}, "AMEND"],
      ];
      for (const [fields, reason] of cases) {
        const request = readSurrenderRequest(changed(AREQ, { reasonCode: undefined, ...fields }));
        expect(toSurrenderCall(request, 7n), reason).to.deep.equal({
          method: "surrenderForAmendment",
          args: [7n, AmendmentReason[reason]],
          reason,
        });
      }
    });
  });

  describe("toSurrenderRequest", () => {
    it("refuses a bill of which no surrender is pending", async () => {
      const { asCarrier, tokenId, ...suite } = await networkHelpers.loadFixture(deploy);
      await asCarrier.refuseSurrender(tokenId, HASH);
      const { history, options } = await tell(suite, tokenId);
      expect(fault(() => toSurrenderRequest(history, options))).to.deep.equal(["NO_SURRENDER", ""]);
      expect(fault(() => toSurrenderRequest(history.slice(2), options))).to.deep.equal(["NO_SURRENDER", ""]);
    });

    it("asks for delivery, with the whole chain and the surrender on top", async () => {
      const { tokenId, ...suite } = await networkHelpers.loadFixture(deploy);
      const { history, options } = await tell(suite, tokenId);
      const request = toSurrenderRequest(history, { ...options, subReference: "v1", comments: "With thanks" });
      const { endorsementChain = [], ...rest } = request;
      const block = await ethers.provider.getBlockNumber();
      expect(rest).to.deep.equal({
        surrenderRequestReference: `${tokenToHex(tokenId)}.${block}.3`,
        transportDocumentReference: REFERENCE,
        transportDocumentSubReference: "v1",
        surrenderRequestCode: "SREQ",
        comments: "With thanks",
      });
      expect(endorsementChain.map(({ actionCode }) => actionCode)).to.deep.equal([
        "SURRENDER_FOR_DELIVERY",
        "SIGN",
        "ISSUE",
      ]);
      // 3.0.3 demands a recipient in every link.
      expect(endorsementChain.map(({ recipient }) => recipient && isNoParty(recipient))).to.deep.equal([
        false,
        true,
        false,
      ]);
      expect(readSurrenderRequest(JSON.stringify(request))).to.deep.equal(request);
    });

    for (const reason of REASONS) {
      it(`goes out and comes in with the reason ${reason}`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const tokenId = await surrenderForAmendment(suite, reason, `FOR ${reason}`);
        const { history, options } = await tell(suite, tokenId);
        for (const comments of [undefined, "as agreed"]) {
          const words = comments === undefined ? {} : { comments };
          const request = toSurrenderRequest(history, { ...options, ...words });
          expect(request.surrenderRequestCode).to.equal("AREQ");
          expect(request.reasonCode).to.equal(["COD", "SWI", "SWTP"].includes(reason) ? reason : undefined);
          const read = readSurrenderRequest(JSON.stringify(request));
          expect(toSurrenderCall(read, tokenId)).to.include({ method: "surrenderForAmendment", reason });
        }
      });
    }

    it("refuses comments that become too long with the reason before them", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { history, options } = await tell(suite, await surrenderForAmendment(suite, "SPLIT", "LONG"));
      const { pointer } = thrown(
        () => toSurrenderRequest(history, { ...options, comments: "x".repeat(255) }),
        DocumentError,
      );
      expect(pointer).to.equal("/comments");
    });

    it("is carried out by the call that it asks for", async () => {
      const { asShipper, asCarrier, bills, ...suite } = await networkHelpers.loadFixture(deploy);
      await asCarrier.refuseSurrender(suite.tokenId, HASH);
      const request: SurrenderRequest = {
        surrenderRequestReference: "Z1",
        transportDocumentReference: REFERENCE,
        surrenderRequestCode: "AREQ",
        reasonCode: "COD",
      };
      const call = toSurrenderCall(request, suite.tokenId);
      if (call.method !== "surrenderForAmendment") return expect.fail("another call");
      await expect(asShipper.surrenderForAmendment(...call.args)).to.emit(bills, "Surrendered");
      expect((await bills.billOf(suite.tokenId)).status).to.equal(BillStatus.PENDING_SURRENDER_FOR_AMENDMENT);
    });
  });

  describe("readSurrenderResponse", () => {
    for (const name of [SURR, SREJ]) {
      it(`reads ${name} without loss`, () => {
        expect(readSurrenderResponse(readVector(name))).to.deep.equal(parse(readVector(name)));
      });
    }

    it("refuses a refusal without comments, and comments that are too long", () => {
      const silent = changed(SREJ, { comments: undefined });
      expect(fault(() => readSurrenderResponse(silent))).to.deep.equal(["COMMENTS", "/comments"]);
      refusal(() => readSurrenderResponse(changed(SREJ, { comments: "x".repeat(256) })), "NOT_DCSA", "/comments");
      refusal(() => readSurrenderResponse(changed(SREJ, { comments: "" })), "NOT_DCSA", "/comments");
      expect(readSurrenderResponse(changed(SREJ, { comments: "x".repeat(255) })).comments).to.have.lengthOf(255);
    });

    it("refuses an action that is none", () => {
      refusal(() => readSurrenderResponse(changed(SURR, { action: "SREQ" })), "NOT_DCSA", "/action");
    });
  });

  describe("toAnswerCall", () => {
    it("refuses the answer to another request, and any answer if nothing is pending", async () => {
      const { asCarrier, tokenId, ...suite } = await networkHelpers.loadFixture(deploy);
      const { history } = await tell(suite, tokenId);
      const response = readSurrenderResponse(readVector(SURR));
      const { code, pointer, fault: words } = thrown(() => toAnswerCall(response, history), WireError);
      expect([code, pointer]).to.deep.equal(["OTHER_REQUEST", "/surrenderRequestReference"]);
      expect(words).to.match(/^answers Z12345; pending is 0x[0-9a-f]{64}\.\d+\.3$/);
      expect(toAnswerCall(response, history, "Z12345").method).to.equal("acceptSurrender");

      await asCarrier.acceptSurrender(tokenId);
      const after = await tell(suite, tokenId);
      expect(fault(() => toAnswerCall(response, after.history, "Z12345"))).to.deep.equal(["NO_SURRENDER", ""]);
    });

    it("refuses, with the hash of the comments", async () => {
      const { bills, asCarrier, tokenId, ...suite } = await networkHelpers.loadFixture(deploy);
      const { history } = await tell({ ...suite, bills }, tokenId);
      const response = readSurrenderResponse(changed(SREJ, { comments: "Fracht für 2 Container fehlt — 支払" }));
      const call = toAnswerCall(response, history, "Z12345");
      const commentsHash = sha256(new TextEncoder().encode("Fracht für 2 Container fehlt — 支払"));
      expect(call).to.deep.equal({
        method: "refuseSurrender",
        args: [tokenId, commentsHash],
        comments: response.comments,
      });
      if (call.method !== "refuseSurrender") return expect.fail("another call");
      const { carrier, shipper } = suite.parties;
      const latest = await ethers.provider.getBlockNumber();
      await expect(asCarrier.refuseSurrender(...call.args))
        .to.emit(bills, "SurrenderRefused")
        .withArgs(tokenId, carrier.member, shipper.member, commentsHash, [4n, BigInt(latest)]);
    });

    it("refuses comments that were not read, and so are not checked", async () => {
      const { tokenId, ...suite } = await networkHelpers.loadFixture(deploy);
      const { history } = await tell(suite, tokenId);
      const bad: SurrenderResponse[] = ["", " no", "no ", "a\nb", "x".repeat(256), "half \ud800"].map((comments) => ({
        surrenderRequestReference: "Z1",
        action: "SREJ",
        comments,
      }));
      bad.push({ surrenderRequestReference: "Z1", action: "SREJ" });
      for (const response of bad) {
        expect(fault(() => toAnswerCall(response, history, "Z1"))).to.deep.equal(["COMMENTS", "/comments"]);
      }
    });

    it("accepts for delivery, and for amendment leads to the reissue or to paper", async () => {
      const { asCarrier, tokenId, ...suite } = await networkHelpers.loadFixture(deploy);
      const accept = { surrenderRequestReference: "Z1", action: "SURR" } as const;
      const { history } = await tell(suite, tokenId);
      const call = toAnswerCall(accept, history, "Z1");
      expect(call).to.deep.equal({ method: "acceptSurrender", args: [tokenId] });
      if (call.method !== "acceptSurrender") return expect.fail("another call");
      await expect(asCarrier.acceptSurrender(...call.args)).to.emit(suite.bills, "SurrenderAccepted");

      for (const reason of REASONS) {
        const other = await surrenderForAmendment(suite, reason, `FOR ${reason}`);
        const method = reason === "SWTP" ? "recordPaper" : "reissue";
        expect(toAnswerCall(accept, (await tell(suite, other)).history, "Z1")).to.deep.equal({
          method,
          tokenId: other,
          reason,
        });
      }
    });
  });

  describe("toSurrenderResponse", () => {
    it("refuses while there is no answer, also after an earlier one", async () => {
      const { asCarrier, asShipper, tokenId, ...suite } = await networkHelpers.loadFixture(deploy);
      const pending = await tell(suite, tokenId);
      expect(fault(() => toSurrenderResponse(pending.history))).to.deep.equal(["NO_SURRENDER", ""]);
      await asCarrier.refuseSurrender(tokenId, HASH);
      await asShipper.surrenderForDelivery(tokenId);
      const again = await tell(suite, tokenId);
      expect(fault(() => toSurrenderResponse(again.history))).to.deep.equal(["NO_SURRENDER", ""]);
    });

    it("says SURR under the reference of the request, and that is read back into nothing more to do", async () => {
      const { asCarrier, tokenId, ...suite } = await networkHelpers.loadFixture(deploy);
      const { history: before, options } = await tell(suite, tokenId);
      const { surrenderRequestReference } = toSurrenderRequest(before, options);
      await asCarrier.acceptSurrender(tokenId);
      const { history } = await tell(suite, tokenId);
      const response = toSurrenderResponse(history);
      expect(response).to.deep.equal({ surrenderRequestReference, action: "SURR" });
      expect(readSurrenderResponse(JSON.stringify(response))).to.deep.equal(response);
      expect(toAnswerCall(response, before)).to.deep.equal({ method: "acceptSurrender", args: [tokenId] });
    });

    it("says SURR of a reissue and of paper", async () => {
      const { asCarrier, ...suite } = await networkHelpers.loadFixture(deploy);
      const merged = [
        await surrenderForAmendment(suite, "MERGE", "ONE"),
        await surrenderForAmendment(suite, "MERGE", "TWO"),
      ];
      await reissue(suite, merged, "BOTH");
      const paper = await surrenderForAmendment(suite, "SWTP", "PAPER");
      await asCarrier.recordPaper(paper, STATEMENT, 3n);
      for (const tokenId of [...merged, paper]) {
        const { history } = await tell(suite, tokenId);
        const response = toSurrenderResponse(history, { surrenderRequestReference: "Z9" });
        expect(response).to.deep.equal({ surrenderRequestReference: "Z9", action: "SURR" });
      }
    });

    it("says SREJ with the very words whose hash the chain has", async () => {
      const { asCarrier, tokenId, ...suite } = await networkHelpers.loadFixture(deploy);
      await asCarrier.refuseSurrender(tokenId, HASH);
      const { history } = await tell(suite, tokenId);
      const place = ["COMMENTS", "/comments"];
      expect(fault(() => toSurrenderResponse(history))).to.deep.equal(place);
      expect(fault(() => toSurrenderResponse(history, { comments: `${COMMENTS}.` }))).to.deep.equal(place);
      const [, surrendered] = history;
      if (surrendered?.event !== "Surrendered") return expect.fail("the surrender before its answer");
      expect(toSurrenderResponse(history, { comments: COMMENTS })).to.deep.equal({
        surrenderRequestReference: surrenderReference(surrendered),
        action: "SREJ",
        comments: COMMENTS,
      });
    });
  });
});
