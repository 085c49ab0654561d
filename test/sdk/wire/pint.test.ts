import { expect } from "chai";
import { sha256, toUtf8Bytes } from "ethers";
import { CompactSign, type CryptoKey, generateKeyPair, generateSecret } from "jose";
import { network } from "hardhat";

import {
  checksumOf,
  DocumentError,
  type HistoryEntry,
  readTransferChain,
  readTransportDocument,
  type SurrenderReason,
  signIssuanceManifest,
  toEnvelope,
  tokenToHex,
  toTransactions,
  toTransferChain,
  type TransferChainEntry,
  type TransferChainKeys,
  type TransferChainOptions,
  verifyEnvelope,
  verifyTransferChain,
  WireError,
} from "../../../sdk/index.js";
import { endorseAndTransfer, transfer } from "../../support/bills.js";
import { rejection, thrown } from "../../support/chain.js";
import { Act, issueBill, Kind } from "../../support/suite.js";
import { type Mutable, parse, readVector } from "../document/documents.js";
import { type KeyPair, newKeys } from "./keys.js";
import {
  COMMENTS,
  courtOrder,
  deployWire,
  ORDER,
  PLATFORM,
  reissue,
  rejectedTransfer,
  STATEMENT,
  surrenderForAmendment,
  tell,
  type WireSuite,
} from "./lives.js";

const { ethers, networkHelpers } = await network.create();
const deploy = () => deployWire(ethers);
const wait = (seconds: number) => networkHelpers.time.increase(seconds);
const DOCUMENT = readTransportDocument(readVector("derived-td-bol-straight-issued.json"));

interface Sender {
  readonly platform: KeyPair;
  readonly carrier: KeyPair;
}

/** A bill's life as an export takes it, signed for by the carrier. */
async function sendable(
  suite: WireSuite,
  tokenId: bigint,
  { carrier }: Sender,
): Promise<{ history: readonly HistoryEntry[]; options: TransferChainOptions; checksum: string }> {
  const { history, options } = await tell(suite, tokenId);
  const checksum = tokenToHex(tokenId).slice(2);
  const issuanceManifestSignedContent = await signIssuanceManifest(
    { documentChecksum: checksum, issueToChecksum: checksum },
    carrier.signer,
  );
  return { history, options: { ...options, issuanceManifestSignedContent }, checksum };
}

function keysOf({ platform, carrier }: Sender, transportDocumentChecksum: string): TransferChainKeys {
  return {
    transportDocumentChecksum,
    platformKey: () => platform.publicKey,
    carrierKey: () => carrier.publicKey,
  };
}

async function newSender(): Promise<Sender> {
  return { platform: await newKeys("platform"), carrier: await newKeys("carrier", "RS256") };
}

/** The life of a bill that leaves for another platform and is surrendered there: three entries. */
async function travelled(suite: WireSuite) {
  const { bills, parties } = suite;
  const { shipper, bank, consignee, carrier } = parties;
  const tokenId = DOCUMENT.tokenId;
  await issueBill(suite, Kind.TO_ORDER, { tokenId });
  await bills.connect(shipper.signer).sign(tokenId);
  await endorseAndTransfer(bills, shipper, Act.ENDORSE_TO_ORDER, bank, tokenId);
  await endorseAndTransfer(bills, bank, Act.ENDORSE, consignee, tokenId);
  await bills.connect(consignee.signer).surrenderForDelivery(tokenId);
  await bills.connect(carrier.signer).acceptSurrender(tokenId);
  const elsewhere = { name: "Bank of elsewhere", eblPlatform: "WAVE" };
  return { ...suite, directory: new Map(suite.directory).set(Number(bank.member), elsewhere), tokenId };
}

async function sent() {
  const suite = await networkHelpers.loadFixture(deploy);
  const life = await travelled(suite);
  const sender = await newSender();
  const { history, options, checksum } = await sendable(life, life.tokenId, sender);
  const chain = await toTransferChain(history, options, sender.platform.signer);
  return { ...life, sender, history, options, checksum, chain, keys: keysOf(sender, checksum) };
}

/** Signs any payload with the key of the platform. */
function forge({ platform }: Sender, payload: object): Promise<string> {
  return new CompactSign(toUtf8Bytes(JSON.stringify(payload)))
    .setProtectedHeader({ alg: "ES256" })
    .sign(platform.signer.key);
}

/** The values of a JSON object. */
function valuesOf(text: string | Uint8Array): { [key: string]: Mutable } {
  const value = parse(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("no object");
  return value;
}

const failure = async (promise: Promise<unknown>) => {
  const { code, pointer } = await rejection(promise, WireError);
  return [code, pointer];
};

const PREVIOUS = "previousEnvelopeTransferChainEntrySignedContentChecksum";

describe("platform interoperability", () => {
  describe("toTransactions", () => {
    async function told(suite: WireSuite, tokenId: bigint, refusals: string[] = []) {
      const { history, options } = await tell(suite, tokenId);
      return toTransactions(history, { ...options, refusals }).map(({ actionCode, actor, recipient, ...rest }) => {
        const words = [actor.partyName, actionCode, recipient?.partyName ?? "-"].join(" ").replaceAll(" & Co.", "");
        return [words, rest.reasonCode, rest.comments].filter((part) => part !== undefined);
      });
    }

    it("keeps a refused surrender with the words of the refusal, where they are known", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, parties } = suite;
      const asShipper = bills.connect(parties.shipper.signer);
      const asCarrier = bills.connect(parties.carrier.signer);
      const tokenId = await issueBill(suite, Kind.BEARER);
      await asShipper.surrenderForDelivery(tokenId);
      await asCarrier.refuseSurrender(tokenId, sha256(toUtf8Bytes(COMMENTS)));
      await asShipper.surrenderForDelivery(tokenId);
      await asCarrier.acceptSurrender(tokenId);
      const words = (refusal: string[]) => [
        ["carrier ISSUE shipper"],
        ["shipper SURRENDER_FOR_DELIVERY carrier"],
        ["carrier SREJ shipper", ...refusal],
        ["shipper SURRENDER_FOR_DELIVERY carrier"],
        ["carrier SACC shipper"],
      ];
      expect(await told(suite, tokenId, ["Other words", COMMENTS])).to.deep.equal(words([COMMENTS]));
      expect(await told(suite, tokenId, ["Other words"])).to.deep.equal(words([]));
      const { history, options } = await tell(suite, tokenId);
      const { code, pointer } = thrown(
        () => toTransactions(history, { ...options, refusals: [COMMENTS, " "] }),
        WireError,
      );
      expect([code, pointer]).to.deep.equal(["COMMENTS", "/refusals/1"]);
    });

    it("leaves out a rejected transfer, and has nobody as recipient of SIGN and BLANK_ENDORSE", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, parties } = suite;
      const { shipper, bank, trader } = parties;
      const asShipper = bills.connect(shipper.signer);
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      await rejectedTransfer(suite, shipper, bank, tokenId);
      await asShipper.sign(tokenId);
      await asShipper.endorse(tokenId, Act.BLANK_ENDORSE, ethers.ZeroAddress);
      await transfer(bills, shipper, trader, tokenId);
      expect(await told(suite, tokenId)).to.deep.equal([
        ["carrier ISSUE shipper"],
        ["shipper SIGN -"],
        ["shipper BLANK_ENDORSE -"],
        ["shipper TRANSFER trader"],
      ]);
    });

    it("has DCSA's reason codes for an amendment, and a word for the reasons that DCSA does not know", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const reasons: [SurrenderReason, string][] = [
        ["AMEND", "Amendment"],
        ["SPLIT", "Split"],
        ["COD", "COD"],
        ["SWI", "SWI"],
      ];
      for (const [reason, word] of reasons) {
        const tokenId = await surrenderForAmendment(suite, reason, reason);
        await reissue(suite, [tokenId], `${reason} 1`, ...(reason === "SPLIT" ? ["SPLIT 2"] : []));
        expect(await told(suite, tokenId)).to.deep.equal([
          ["carrier ISSUE shipper"],
          ["shipper SURRENDER_FOR_AMENDMENT carrier", word],
          ["carrier SACC shipper"],
        ]);
      }
      const { history, options } = await tell(suite, await surrenderForAmendment(suite, "MERGE", "M"));
      expect(toTransactions(history, options)[1]).to.include({ comments: "Merge" }).and.not.have.property("reasonCode");
      const paper = await surrenderForAmendment(suite, "SWTP", "P");
      await suite.bills.connect(suite.parties.carrier.signer).recordPaper(paper, STATEMENT, 1n);
      expect((await told(suite, paper)).slice(1)).to.deep.equal([
        ["shipper SURRENDER_FOR_AMENDMENT carrier", "SWTP"],
        ["carrier SACC shipper"],
      ]);
    });

    it("keeps a surrender that a court order overruled, before the carrier's transfer", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, parties } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await bills.connect(parties.shipper.signer).surrenderForDelivery(tokenId);
      await courtOrder(suite, tokenId, parties.trader, parties.bank, wait);
      expect(await told(suite, tokenId)).to.deep.equal([
        ["carrier ISSUE shipper"],
        ["shipper SURRENDER_FOR_DELIVERY carrier"],
        ["carrier TRANSFER trader", `Court order of NL, SHA-256 ${ORDER.slice(2)}: title stands with bank & Co.`],
      ]);
    });

    it("tells times in UTC with milliseconds", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { history, options } = await tell(suite, await issueBill(suite, Kind.BEARER));
      const [issue] = toTransactions(history, options);
      expect(issue?.actionDateTime).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
    });
  });

  describe("toTransferChain", () => {
    it("begins a new entry wherever the bill leaves for another platform", async () => {
      const { chain, checksum, options } = await sent();
      const entries = readTransferChain(chain);
      expect(entries.map(({ transactions }) => transactions.map(({ actionCode }) => actionCode))).to.deep.equal([
        ["ISSUE", "SIGN", "ENDORSE_TO_ORDER"],
        ["TRANSFER"],
        ["ENDORSE"],
        ["TRANSFER"],
        ["SURRENDER_FOR_DELIVERY", "SACC"],
      ]);
      for (const [index, { transactions, ...entry }] of entries.entries()) {
        expect(transactions).to.not.be.empty;
        expect(entry).to.deep.equal({
          eblPlatform: PLATFORM,
          transportDocumentChecksum: checksum,
          ...(index === 0
            ? { issuanceManifestSignedContent: options.issuanceManifestSignedContent }
            : { [PREVIOUS]: sha256(toUtf8Bytes(chain[index - 1] ?? "")).slice(2) }),
        });
      }
    });

    it("goes on after what was sent before, and adds nothing if nothing happened", async () => {
      const { chain, history, options, sender, keys } = await sent();
      const before = await toTransferChain(history.slice(2), options, sender.platform.signer);
      expect(before).to.have.lengthOf(4);
      const after = await toTransferChain(history, { ...options, previous: before }, sender.platform.signer);
      expect(after.slice(0, 4)).to.deep.equal(before);
      expect(readTransferChain(after).at(-1)?.transactions).to.deep.equal(
        readTransferChain(chain).at(-1)?.transactions,
      );
      await verifyTransferChain(after, keys);
      expect(await toTransferChain(history, { ...options, previous: after }, sender.platform.signer)).to.deep.equal(
        after,
      );
    });

    it("refuses to go on after what was undone since, or after another bill's life", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const sender = await newSender();
      const { shipper, bank } = suite.parties;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await transfer(suite.bills, shipper, bank, tokenId);
      const early = await sendable(suite, tokenId, sender);
      const previous = await toTransferChain(early.history, early.options, sender.platform.signer);
      await suite.bills.connect(bank.signer).reject(tokenId);
      const late = await sendable(suite, tokenId, sender);
      const { signer } = sender.platform;
      expect(await failure(toTransferChain(late.history, { ...late.options, previous }, signer))).to.deep.equal([
        "BROKEN_CHAIN",
        "/transactions/1",
      ]);
      const other = await sendable(suite, await issueBill(suite, Kind.BEARER, { reference: "OTHER" }), sender);
      expect(await failure(toTransferChain(other.history, { ...other.options, previous }, signer))).to.deep.equal([
        "BROKEN_CHAIN",
        "/transactions/0",
      ]);
    });

    it("refuses what DCSA's schema refuses, and a key that does not fit the algorithm", async () => {
      const { history, options, sender } = await sent();
      const { signer } = sender.platform;
      const unsigned = toTransferChain(history, { ...options, issuanceManifestSignedContent: "none" }, signer);
      expect((await rejection(unsigned, DocumentError)).pointer).to.equal("/issuanceManifestSignedContent");
      const mistaken = toTransferChain(history, options, { ...signer, algorithm: "RS256" });
      expect(await failure(mistaken)).to.deep.equal(["SIGNATURE", ""]);
    });
  });

  describe("readTransferChain", () => {
    it("refuses DCSA's example, which has an action code of an earlier draft", () => {
      const { envelopeTransferChain: chain } = valuesOf(readVector("pint-envelope.json"));
      if (!Array.isArray(chain)) return expect.fail("a chain");
      const { code, findings } = thrown(() => readTransferChain(chain.map(String)), DocumentError);
      expect(code).to.equal("NOT_DCSA");
      expect(findings.map(({ pointer }) => pointer)).to.include("/0/transactions/0/actionCode");
    });

    it("refuses what is no signed JSON", async () => {
      const { privateKey } = await generateKeyPair("ES256");
      const text = await new CompactSign(toUtf8Bytes("{")).setProtectedHeader({ alg: "ES256" }).sign(privateKey);
      expect(thrown(() => readTransferChain([text]), DocumentError).code).to.equal("NOT_JSON");
      for (const jws of ["", "a.b", "a.b.c", `${text}.d`, text.replace(/\..*\./, ".*.")]) {
        const { code, pointer } = thrown(() => readTransferChain([jws]), WireError);
        expect([code, pointer], jws).to.deep.equal(["SIGNATURE", "/0"]);
      }
    });
  });

  describe("verifyTransferChain", () => {
    it("takes what was sent, by several algorithms", async () => {
      const { chain, keys, history, options, sender } = await sent();
      expect(await verifyTransferChain(chain, keys)).to.deep.equal(readTransferChain(chain));
      for (const algorithm of ["RS256", "PS256", "Ed25519"] as const) {
        const platform = await newKeys("platform", algorithm);
        const other = await toTransferChain(history, options, platform.signer);
        await verifyTransferChain(other, keysOf({ ...sender, platform }, keys.transportDocumentChecksum));
      }
    });

    it("asks for keys by platform and key id", async () => {
      const { chain, keys, sender } = await sent();
      const asked: unknown[] = [];
      const platformKey = (...about: unknown[]): CryptoKey => {
        asked.push(about);
        return sender.platform.publicKey;
      };
      await verifyTransferChain(chain, { ...keys, platformKey });
      expect(asked[0]).to.deep.equal([PLATFORM, { algorithm: "ES256", keyId: "platform" }]);
      expect(asked).to.have.lengthOf(chain.length);
    });

    it("refuses an entry taken out, put in another place, or put in twice", async () => {
      const { chain, keys } = await sent();
      const [a = "", b = "", c = "", d = "", e = ""] = chain;
      const cases: [string[], string, string][] = [
        [[], "BROKEN_CHAIN", ""],
        [[b, c, d, e], "BROKEN_CHAIN", `/0/${PREVIOUS}`],
        [[a, c, d, e], "CHECKSUM", `/1/${PREVIOUS}`],
        [[a, c, b, d, e], "CHECKSUM", `/1/${PREVIOUS}`],
        [[a, b, b, c, d, e], "CHECKSUM", `/2/${PREVIOUS}`],
        [[a, a, b, c, d, e], "BROKEN_CHAIN", `/1/${PREVIOUS}`],
      ];
      for (const [broken, code, pointer] of cases) {
        expect(await failure(verifyTransferChain(broken, keys))).to.deep.equal([code, pointer]);
      }
    });

    it("sees that the end was cut off by the checksum of the envelope's manifest", async () => {
      const { chain, keys } = await sent();
      const lastChecksum = checksumOf(chain.at(-1) ?? "");
      await verifyTransferChain(chain, { ...keys, lastChecksum });
      await verifyTransferChain(chain.slice(0, -1), keys);
      expect(await failure(verifyTransferChain(chain.slice(0, -1), { ...keys, lastChecksum }))).to.deep.equal([
        "CHECKSUM",
        "/3",
      ]);
    });

    it("refuses a changed payload, another's signature, and a chain about another document", async () => {
      const { chain, keys, sender } = await sent();
      const last = chain.length - 1;
      const [header, payload = "", signature] = (chain[last] ?? "").split(".");
      const changed = atob(payload.replaceAll("-", "+").replaceAll("_", "/")).replace("SACC", "SREJ");
      const base64 = btoa(changed).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
      const tampered = [...chain.slice(0, -1), [header, base64, signature].join(".")];
      expect(await failure(verifyTransferChain(tampered, keys))).to.deep.equal(["SIGNATURE", `/${last}`]);

      const other = await newKeys("other");
      const platformKey = () => other.publicKey;
      expect(await failure(verifyTransferChain(chain, { ...keys, platformKey }))).to.deep.equal(["SIGNATURE", "/0"]);
      const carrierKey = () => sender.platform.publicKey;
      expect(await failure(verifyTransferChain(chain, { ...keys, carrierKey }))).to.deep.equal([
        "SIGNATURE",
        "/0/issuanceManifestSignedContent",
      ]);
      const transportDocumentChecksum = "0".repeat(64);
      expect(await failure(verifyTransferChain(chain, { ...keys, transportDocumentChecksum }))).to.deep.equal([
        "CHECKSUM",
        "/0/transportDocumentChecksum",
      ]);
    });

    it("refuses signatures that prove nothing to others: a shared secret, and none", async () => {
      const { chain, keys } = await sent();
      const [entry] = readTransferChain(chain);
      const payload = JSON.stringify(entry);
      const secret = await generateSecret("HS256");
      const shared = await new CompactSign(toUtf8Bytes(payload)).setProtectedHeader({ alg: "HS256" }).sign(secret);
      const none = `${btoa('{"alg":"none"}').replaceAll("=", "")}.${shared.split(".")[1] ?? ""}.`;
      for (const jws of [shared, none]) {
        const { code, fault } = await rejection(verifyTransferChain([jws], keys), WireError);
        expect(code).to.equal("SIGNATURE");
        expect(fault).to.match(/^signatures by "(HS256|none)" are not accepted$/);
      }
    });

    it("refuses a signed chain that breaks DCSA's order", async () => {
      const { chain, keys, sender } = await sent();
      const [first, second] = readTransferChain(chain);
      const [issue, sign] = first?.transactions ?? [];
      if (first === undefined || second === undefined || issue === undefined || sign === undefined) {
        return expect.fail("two entries and two transactions");
      }
      const unsigned = { ...first, issuanceManifestSignedContent: undefined };
      const surrendered = [issue, { ...sign, actionCode: "SACC" }];
      const follow = (before: string, entry: object) => forge(sender, { ...entry, [PREVIOUS]: checksumOf(before) });
      const head = await forge(sender, first);
      const over = await forge(sender, { ...first, transactions: surrendered });
      const { eblPlatform, transportDocumentChecksum, transactions } = second;
      const headless = { eblPlatform, transportDocumentChecksum, transactions };
      const cases: [string[], string, string][] = [
        [[await forge(sender, unsigned)], "BROKEN_CHAIN", "/0/issuanceManifestSignedContent"],
        [[await forge(sender, { ...first, transactions: [sign] })], "BROKEN_CHAIN", "/0/transactions/0/actionCode"],
        [
          [await forge(sender, { ...first, transactions: [issue, issue] })],
          "BROKEN_CHAIN",
          "/0/transactions/1/actionCode",
        ],
        [
          [await forge(sender, { ...first, transactions: [...surrendered, sign] })],
          "BROKEN_CHAIN",
          "/0/transactions/2/actionCode",
        ],
        [[over, await follow(over, headless)], "BROKEN_CHAIN", "/1/transactions/0/actionCode"],
        [
          [head, await follow(head, { ...headless, controlTrackingRegistry: "https://ctr.example.org/v1" })],
          "BROKEN_CHAIN",
          "/1/controlTrackingRegistry",
        ],
        [
          [head, await follow(head, { ...headless, transportDocumentChecksum: "0".repeat(64) })],
          "CHECKSUM",
          "/1/transportDocumentChecksum",
        ],
      ];
      for (const [broken, code, pointer] of cases) {
        expect(await failure(verifyTransferChain(broken, keys))).to.deep.equal([code, pointer]);
      }
      const other = await signIssuanceManifest(
        { documentChecksum: "0".repeat(64), issueToChecksum: "0".repeat(64) },
        sender.carrier.signer,
      );
      const foreign = await forge(sender, { ...first, issuanceManifestSignedContent: other });
      expect(await failure(verifyTransferChain([foreign], keys))).to.deep.equal([
        "CHECKSUM",
        "/0/issuanceManifestSignedContent/documentChecksum",
      ]);
    });

    it("refuses an entry that DCSA's schema refuses", async () => {
      const { chain, keys, sender } = await sent();
      const [first] = readTransferChain(chain);
      const empty: TransferChainEntry[] = first === undefined ? [] : [{ ...first, transactions: [] }];
      const forged = await Promise.all(empty.map((entry) => forge(sender, entry)));
      const { pointer } = await rejection(verifyTransferChain(forged, keys), DocumentError);
      expect(pointer).to.equal("/0/transactions");
    });
  });

  describe("toEnvelope and verifyEnvelope", () => {
    const changed = (text: string, values: { [key: string]: Mutable | undefined }) =>
      JSON.stringify({ ...valuesOf(text), ...values });

    async function enveloped() {
      const life = await sent();
      const envelope = await toEnvelope(DOCUMENT, life.chain, life.sender.platform.signer);
      return { ...life, envelope, text: JSON.stringify(envelope) };
    }

    it("brings document and chain over whole", async () => {
      const { text, keys, chain } = await enveloped();
      const { document, entries } = await verifyEnvelope(text, keys);
      expect(document.value).to.deep.equal(DOCUMENT.value);
      expect(document.digest).to.equal(DOCUMENT.digest);
      expect(entries).to.deep.equal(readTransferChain(chain));
    });

    it("refuses another document, a shortened chain, or another sender's manifest", async () => {
      const { text, keys, chain, envelope } = await enveloped();
      const manifest = "/envelopeManifestSignedContent";
      const transportDocument = parse(JSON.stringify(DOCUMENT.value).replace('"partyName":"', '"partyName":"Not '));
      const other = await newKeys("other");
      const { envelopeManifestSignedContent } = await toEnvelope(DOCUMENT, chain, other.signer);
      const cases: [string, string, string][] = [
        [changed(text, { transportDocument }), "CHECKSUM", `${manifest}/transportDocumentChecksum`],
        [
          changed(text, { envelopeTransferChain: chain.slice(0, -1) }),
          "CHECKSUM",
          `${manifest}/lastEnvelopeTransferChainEntrySignedContentChecksum`,
        ],
        [changed(text, { envelopeManifestSignedContent }), "SIGNATURE", manifest],
        [changed(text, { envelopeTransferChain: [] }), "BROKEN_CHAIN", "/envelopeTransferChain"],
      ];
      expect(envelope.envelopeManifestSignedContent).to.not.equal(envelopeManifestSignedContent);
      for (const [broken, code, pointer] of cases) {
        expect(await failure(verifyEnvelope(broken, keys))).to.deep.equal([code, pointer]);
      }
    });

    it("refuses what is no envelope, with its place", async () => {
      const { text, keys } = await enveloped();
      const cases: [string, string][] = [
        [JSON.stringify(DOCUMENT.value), ""],
        [changed(text, { transportDocument: undefined }), "/transportDocument"],
        [changed(text, { envelopeTransferChain: "a" }), "/envelopeTransferChain"],
        [changed(text, { envelopeTransferChain: ["a", 1] }), "/envelopeTransferChain/1"],
        [changed(text, { envelopeManifestSignedContent: 1 }), "/envelopeManifestSignedContent"],
      ];
      for (const [broken, pointer] of cases) {
        const { code, pointer: at } = await rejection(verifyEnvelope(broken, keys), DocumentError);
        expect([code, at]).to.deep.equal(["NOT_DCSA", pointer]);
      }
    });

    it("does not send a chain about another document", async () => {
      const { chain, sender } = await sent();
      const other = readTransportDocument(
        readVector("derived-td-bol-straight-issued.json").toString().replace("HHL71800000", "HHL71800001"),
      );
      expect(await failure(toEnvelope(other, chain, sender.platform.signer))).to.deep.equal([
        "CHECKSUM",
        "/envelopeTransferChain/0/transportDocumentChecksum",
      ]);
      expect(await failure(toEnvelope(DOCUMENT, [], sender.platform.signer))).to.deep.equal([
        "BROKEN_CHAIN",
        "/envelopeTransferChain",
      ]);
    });
  });
});
