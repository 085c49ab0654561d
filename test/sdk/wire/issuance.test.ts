import { expect } from "chai";
import { network } from "hardhat";

import {
  ChainError,
  decodeRevert,
  DocumentError,
  issuanceResponseOf,
  type IssuanceRequest,
  readIssuanceRequest,
  readIssuanceResponse,
  signIssuanceManifest,
  toChecksum,
  toIssuanceResponse,
  verifyIssuanceManifest,
  WireError,
} from "../../../sdk/index.js";
import { BillOfLading__factory } from "../../../typechain-types/index.js";
import { rejection, thrown } from "../../support/chain.js";
import { issueBill, Kind } from "../../support/suite.js";
import { type Mutable, parse, readVector, refusal } from "../document/documents.js";
import { newKeys } from "./keys.js";
import { deployWire, REFERENCE, tell } from "./lives.js";

const { ethers, networkHelpers } = await network.create();
const deploy = () => deployWire(ethers);

const about = { transportDocumentReference: "HHL7180000000" };
const ISSUED = "derived-td-bol-straight-issued.json";

/** DCSA's issuance request around a document that can be issued, with other values; undefined takes a value out. */
function request(values: { [key: string]: Mutable | undefined } = {}, document: Mutable = parse(readVector(ISSUED))) {
  const example = parse(readVector("issuance-request.json"));
  if (typeof example !== "object" || example === null || Array.isArray(example)) throw new Error("an object");
  return JSON.stringify({ ...example, document, ...values });
}

const issueTo = { partyName: "HHL Invest", sendToPlatform: "BOLE" };
const identifyingCodes = [{ codeListProvider: "BOLE", partyCode: "BOLE001" }];

describe("issuance", () => {
  describe("readIssuanceRequest", () => {
    it("refuses DCSA's example, whose document is a draft", () => {
      refusal(
        () => readIssuanceRequest(readVector("issuance-request.json")),
        "RULE_BROKEN",
        "/document/transportDocumentStatus",
      );
    });

    it("reads the document, who receives it and where", () => {
      const read = readIssuanceRequest(request());
      expect(read.document.reference).to.equal("HHL71800000");
      expect(read.document.kind).to.equal("STRAIGHT");
      expect(read.issueTo).to.deep.include({ name: "HHL Invest", codes: [{ provider: "BOLE", code: "BOLE001" }] });
      expect(read).to.deep.include({ sendToPlatform: "BOLE", replaces: [], splitInto: [] });
    });

    it("reads from 3.0.4 on which documents it follows, and into which they were split", () => {
      const transportDocumentReplacements = {
        oldTransportDocumentReferences: [{ transportDocumentReference: "OLD", transportDocumentSubReference: "v1" }],
        newTransportDocumentReferences: [{ transportDocumentReference: "A" }, { transportDocumentReference: "B" }],
      };
      const read = readIssuanceRequest(request({ transportDocumentReplacements }));
      expect(read.replaces).to.deep.equal(transportDocumentReplacements.oldTransportDocumentReferences);
      expect(read.splitInto).to.deep.equal(transportDocumentReplacements.newTransportDocumentReferences);
    });

    it("refuses what is missing or wrong around the document, with its place", () => {
      const cases: [string, string][] = [
        ["[]", ""],
        [readVector(ISSUED).toString(), "/document"],
        [request({ issueTo: undefined }), "/issueTo"],
        [request({ issuanceManifestSignedContent: undefined }), "/issuanceManifestSignedContent"],
        [request({ issuanceManifestSignedContent: "no signature" }), "/issuanceManifestSignedContent"],
        [request({ issueTo: { ...issueTo, identifyingCodes: [] } }), "/issueTo/identifyingCodes"],
        [request({ issueTo: { partyName: "HHL", identifyingCodes } }), "/issueTo/sendToPlatform"],
        [
          request({ transportDocumentReplacements: { oldTransportDocumentReferences: [{}] } }),
          "/transportDocumentReplacements/oldTransportDocumentReferences/0/transportDocumentReference",
        ],
        [
          request({ eBLVisualisationByCarrier: { name: "a", content: "=!", contentType: "application/pdf" } }),
          "/eBLVisualisationByCarrier/content",
        ],
        [request({ specversion: "1.0" }), "/data"],
      ];
      for (const [text, pointer] of cases) refusal(() => readIssuanceRequest(text), "NOT_DCSA", pointer);
    });
  });

  describe("verifyIssuanceManifest", () => {
    async function signed(values?: { [key: string]: Mutable | undefined }) {
      const carrier = await newKeys("carrier");
      const { checksums } = readIssuanceRequest(request(values));
      const issuanceManifestSignedContent = await signIssuanceManifest(checksums, carrier.signer);
      return { carrier, checksums, issuanceManifestSignedContent };
    }

    it("takes what the carrier signed, with a visualisation and without", async () => {
      for (const values of [undefined, { eBLVisualisationByCarrier: undefined }]) {
        const { carrier, issuanceManifestSignedContent } = await signed(values);
        const read = readIssuanceRequest(request({ ...values, issuanceManifestSignedContent }));
        expect(read.checksums.documentChecksum).to.equal(toChecksum(read.document.digest));
        expect("eBLVisualisationByCarrierChecksum" in read.checksums).to.equal(values === undefined);
        await verifyIssuanceManifest(read, carrier.publicKey);
      }
    });

    it("refuses another document, party or visualisation than the carrier signed, and names it", async () => {
      const { carrier, issuanceManifestSignedContent } = await signed();
      const spaced = JSON.stringify(parse(request({ issuanceManifestSignedContent })), null, 3);
      await verifyIssuanceManifest(readIssuanceRequest(spaced), carrier.publicKey);

      const other = parse(readVector(ISSUED).toString().replace("HHL71800000", "HHL71800001"));
      const content = "iVBORw0KGgo=";
      const cases: [IssuanceRequest, string][] = [
        [readIssuanceRequest(request({ issuanceManifestSignedContent }, other)), "documentChecksum"],
        [
          readIssuanceRequest(
            request({ issuanceManifestSignedContent, issueTo: { ...issueTo, partyName: "HHL", identifyingCodes } }),
          ),
          "issueToChecksum",
        ],
        [
          readIssuanceRequest(
            request({
              issuanceManifestSignedContent,
              eBLVisualisationByCarrier: { name: "a", content, contentType: "application/pdf" },
            }),
          ),
          "eBLVisualisationByCarrierChecksum",
        ],
        [
          readIssuanceRequest(request({ issuanceManifestSignedContent, eBLVisualisationByCarrier: undefined })),
          "eBLVisualisationByCarrierChecksum",
        ],
      ];
      for (const [read, field] of cases) {
        const { code, pointer } = await rejection(verifyIssuanceManifest(read, carrier.publicKey), WireError);
        expect([code, pointer]).to.deep.equal(["CHECKSUM", `/issuanceManifestSignedContent/${field}`]);
      }
    });

    it("refuses another's signature, and DCSA's example, which is random", async () => {
      const { issuanceManifestSignedContent } = await signed();
      const other = await newKeys("other");
      const place = ["SIGNATURE", "/issuanceManifestSignedContent"];
      for (const values of [{ issuanceManifestSignedContent }, {}]) {
        const read = readIssuanceRequest(request(values));
        const { code, pointer } = await rejection(verifyIssuanceManifest(read, other.publicKey), WireError);
        expect([code, pointer]).to.deep.equal(place);
      }
    });
  });

  describe("toIssuanceResponse", () => {
    it("says ISSU as DCSA's example does", () => {
      expect(toIssuanceResponse(about)).to.deep.equal(parse(readVector("issuance-response-ISSU.json")));
    });

    it("says BREQ with an error for each finding in the request", () => {
      const draft = thrown(() => readIssuanceRequest(readVector("issuance-request.json")), DocumentError);
      const response = toIssuanceResponse({ ...about, transportDocumentSubReference: "v1" }, draft);
      expect(response).to.deep.include({ ...about, transportDocumentSubReference: "v1", issuanceResponseCode: "BREQ" });
      expect(response.reason).to.match(/^The request cannot be issued as it is: \/document\/transportDocumentStatus/);
      expect(response.errors?.map(({ errorCode }) => errorCode)).to.deep.equal(draft.findings.map(({ rule }) => rule));
      expect(response.errors?.[0]?.reason).to.equal(
        `/document/transportDocumentStatus ${draft.findings[0]?.message ?? ""}`,
      );
      expect(readIssuanceResponse(JSON.stringify(response))).to.deep.equal(response);
    });

    it("says BREQ of a manifest that does not fit", () => {
      const error = new WireError("CHECKSUM", "/issuanceManifestSignedContent/documentChecksum", "is another");
      expect(toIssuanceResponse(about, error)).to.deep.equal({
        ...about,
        issuanceResponseCode: "BREQ",
        reason: "/issuanceManifestSignedContent/documentChecksum: is another",
        errors: [{ reason: "/issuanceManifestSignedContent/documentChecksum: is another", errorCode: "CHECKSUM" }],
      });
    });

    it("says REFU with the sentence of what the chain refused", () => {
      const data = BillOfLading__factory.createInterface().encodeErrorResult("BillOfLading_PartyNotPermitted", [
        0n,
        "0x00000000000000000000000000000000000000AA",
      ]);
      const error = decodeRevert(data);
      expect(toIssuanceResponse(about, error)).to.deep.equal({
        ...about,
        issuanceResponseCode: "REFU",
        reason: error.sentence,
        errors: [{ reason: error.sentence, errorCode: "BillOfLading_PartyNotPermitted" }],
      });
    });

    it("cuts long and broken sentences to one line of 255 characters", () => {
      const response = toIssuanceResponse(about, new ChainError("A".repeat(60), ` ${"é\n".repeat(300)}`));
      expect(response.reason).to.match(/^é é .*é…$/u);
      expect([...(response.reason ?? "")].length).to.be.within(254, 255);
      expect(response.errors?.[0]?.errorCode).to.equal("A".repeat(50));
    });

    it("lists at most 255 errors", () => {
      const finding = { rule: "r", severity: "error", pointer: "/a", message: "is wrong" } as const;
      const error = new DocumentError("RULE_BROKEN", [finding, ...Array.from({ length: 300 }, () => finding)]);
      expect(toIssuanceResponse(about, error).errors).to.have.lengthOf(255);
    });

    it("throws an error that is no answer, and refuses a reference that DCSA does not carry", () => {
      const error = new RangeError("a fault of ours");
      expect(() => toIssuanceResponse(about, error)).to.throw(error);
      const long = { transportDocumentReference: "x".repeat(21) };
      refusal(() => toIssuanceResponse(long), "NOT_DCSA", "/transportDocumentReference");
    });
  });

  describe("issuanceResponseOf", () => {
    it("says ISSU of a bill, and REFU once its first recipient has rejected it", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const tokenId = await issueBill(suite, Kind.BEARER);
      const { history } = await tell(suite, tokenId);
      expect(issuanceResponseOf(history, "v1")).to.deep.equal({
        transportDocumentReference: REFERENCE,
        transportDocumentSubReference: "v1",
        issuanceResponseCode: "ISSU",
      });
      await suite.bills.connect(suite.parties.shipper.signer).reject(tokenId);
      const after = await tell(suite, tokenId);
      const reason = "The party to whom the bill was issued rejected it";
      expect(issuanceResponseOf(after.history)).to.deep.equal({
        transportDocumentReference: REFERENCE,
        issuanceResponseCode: "REFU",
        reason,
        errors: [{ reason, errorCode: "IssueRejected" }],
      });
      expect(() => issuanceResponseOf(after.history.slice(0, 1))).to.throw(WireError, "cannot be believed");
    });
  });

  describe("readIssuanceResponse", () => {
    for (const name of ["issuance-response-ISSU.json", "issuance-response-REFU.json"]) {
      it(`reads DCSA's ${name} without loss`, () => {
        expect(readIssuanceResponse(readVector(name))).to.deep.equal(parse(readVector(name)));
      });
    }

    it("refuses another code", () => {
      refusal(
        () => readIssuanceResponse('{"transportDocumentReference":"A","issuanceResponseCode":"OK"}'),
        "NOT_DCSA",
        "/issuanceResponseCode",
      );
    });
  });
});
