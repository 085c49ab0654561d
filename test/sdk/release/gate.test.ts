import { expect } from "chai";
import { encodeBase64, hexlify, randomBytes, sha256, toUtf8Bytes, Wallet } from "ethers";
import { network } from "hardhat";

import {
  ArgumentError,
  ChainError,
  checkAnswer,
  DriverDesk,
  encodeChallenge,
  encodeTicket,
  GatePayloadError,
  type GatePayloadErrorCode,
  gateProofDomain,
  newChallenge,
  passkeyAccount,
  proofOf,
  readAnswer,
  readChallenge,
  readTicket,
  signGateProof,
  truckCommitment,
} from "../../../sdk/index.js";
import { rejection, thrown } from "../../support/chain.js";
import { boxNumber, deployReleaseDesks, openingOf } from "../../support/release-desks.js";

const { ethers, networkHelpers } = await network.create();

const BOX = boxNumber(1);
const SECOND = boxNumber(2);
const SEEN = { plate: "1-ABC-234", driver: "D. Janssens" };
const SALT = hexlify(randomBytes(32));
const PAPER = sha256(toUtf8Bytes("a paper"));
const KEY = new Wallet("0x" + "11".repeat(32));
const THIEF = new Wallet("0x" + "22".repeat(32));

/** Two containers that may leave, the first booked for a driver with a key of the job. */
async function deployBooked() {
  const suite = await deployReleaseDesks(ethers);
  const { desks, actors, waybill: tokenId, pickUp } = suite;
  const { carrier, terminal, customs, consignee, haulier } = desks;
  await carrier.carrier.openConsignment(openingOf(suite, [BOX, SECOND])).send();
  const now = await carrier.now();
  await terminal.terminal.discharge(tokenId, [BOX, SECOND], now).send();
  await customs.customs.clear(tokenId, [BOX, SECOND], "IMPORT", PAPER, now).send();
  await terminal.terminal.release(tokenId, [BOX, SECOND], now).send();
  await carrier.carrier.giveRelease(tokenId, [BOX, SECOND]).send();
  await consignee.holder.nameHaulier(tokenId, [BOX, SECOND], actors.haulier.address).send();
  await terminal.terminal.openSlot(now, 3_600, 5).send();
  const slot = Number(await pickUp.slotCount(actors.terminal.member));
  const truck = truckCommitment(SALT, SEEN.plate, SEEN.driver);
  const booking = { tokenId, terminal: Number(actors.terminal.member), slot, driver: KEY.address, truck };
  await haulier.haulier.book({ ...booking, number: BOX }).send();
  const ticket = encodeTicket(await haulier.ticketFor(tokenId, BOX, SALT));
  const { chainId } = await ethers.provider.getNetwork();
  const gate = { chainId, pickUp: await pickUp.getAddress(), terminal: Number(actors.terminal.member) };
  const challenge = async (seconds = 300) => newChallenge({ ...gate, expiry: (await carrier.now()) + seconds });
  return { ...suite, tokenId, ticket, gate, challenge, slot, truck };
}

function code(error: GatePayloadError): GatePayloadErrorCode {
  return error.code;
}

describe("a driver at the gate", () => {
  it("is let in with an answer of its own key, and out with the container", async () => {
    const { desks, tokenId, ticket, challenge } = await networkHelpers.loadFixture(deployBooked);
    const shown = await challenge();
    const answer = await new DriverDesk(KEY).answer(ticket, encodeChallenge(shown));
    const { pass, signature } = checkAnswer(answer, shown, SEEN, await desks.terminal.now());
    const { events } = await desks.terminal.terminal.gateIn(pass, signature).send();
    expect(events[0]).to.include({ event: "GatedIn", tokenId, number: BOX, driver: KEY.address });
    const happened = await desks.terminal.now();
    const out = { tokenId, number: BOX, truck: pass.truck, sealHash: PAPER, receiptHash: PAPER };
    await desks.terminal.terminal.gateOut({ ...out, happened }).send();
    expect((await desks.carrier.readContainer(tokenId, BOX)).stage).to.equal("GATED_OUT");
  });

  it("sees in the ticket which container, where and when", async () => {
    const { ticket, tokenId, gate, slot, truck } = await networkHelpers.loadFixture(deployBooked);
    expect(ticket).to.match(/^BOLLARD1T\.[\w-]+$/);
    expect(encodeURIComponent(ticket)).to.equal(ticket);
    expect(ticket.length).to.be.lessThan(250);
    const read = await new DriverDesk(KEY).read(ticket);
    expect(read).to.deep.include({ ...gate, tokenId, number: BOX, consignment: 1, slot, truck, salt: SALT });
    expect(read).to.include({ unLocationCode: "BEANR", duration: 3_600, driver: KEY.address });
  });

  describe("a copied ticket", () => {
    it("opens no gate: another key refuses to sign it", async () => {
      const { ticket, challenge } = await networkHelpers.loadFixture(deployBooked);
      const error = await rejection(
        new DriverDesk(THIEF).answer(ticket, encodeChallenge(await challenge())),
        GatePayloadError,
      );
      expect(code(error)).to.equal("OTHER_KEY");
    });

    it("opens no gate with a signature of another key, whatever it says", async () => {
      const { desks, ticket, challenge, gate } = await networkHelpers.loadFixture(deployBooked);
      const shown = await challenge();
      const proof = proofOf({ ...readTicket(ticket), ...shown });
      const signature = await signGateProof(THIEF, gateProofDomain(gate.chainId, gate.pickUp), proof);
      const happened = await desks.terminal.now();
      const { tokenId, truck, challenge: bytes, expiry } = proof;
      const pass = { tokenId, number: BOX, happened, truck, challenge: bytes, expiry };
      const error = await rejection(desks.terminal.terminal.gateIn(pass, signature).send(), ChainError);
      expect(error.code).to.equal("PickUp_WrongProof");
      expect(error.args).to.deep.equal({ tokenId, number: BOX, driver: KEY.address });
    });

    it("opens no gate without any signature", async () => {
      const { desks, ticket, challenge } = await networkHelpers.loadFixture(deployBooked);
      const { tokenId, truck } = readTicket(ticket);
      const shown = await challenge();
      const pass = { tokenId, number: BOX, happened: await desks.terminal.now(), truck, ...shown };
      const act = desks.terminal.terminal.gateIn(pass, "0x" + "00".repeat(65));
      expect((await rejection(act.send(), ChainError)).code).to.equal("PickUp_WrongProof");
    });
  });

  describe("a copied answer", () => {
    async function answered() {
      const booked = await networkHelpers.loadFixture(deployBooked);
      const shown = await booked.challenge();
      const answer = await new DriverDesk(KEY).answer(booked.ticket, encodeChallenge(shown));
      return { ...booked, shown, answer, now: await booked.desks.terminal.now() };
    }

    it("does not answer the next challenge", async () => {
      const { answer, challenge, now, desks } = await answered();
      const next = await challenge();
      const error = thrown(() => checkAnswer(answer, next, SEEN, now), GatePayloadError);
      expect(code(error)).to.equal("OTHER_CHALLENGE");
      // Nor does the contract take it for one.
      const { tokenId, number, truck, signature } = readAnswer(answer);
      const pass = { tokenId, number, truck, happened: now, challenge: next.challenge, expiry: next.expiry };
      const refused = await rejection(desks.terminal.terminal.gateIn(pass, signature).send(), ChainError);
      expect(refused.code).to.equal("PickUp_WrongProof");
    });

    it("opens the gate once", async () => {
      const { answer, shown, now, desks } = await answered();
      const { pass, signature } = checkAnswer(answer, shown, SEEN, now);
      await desks.terminal.terminal.gateIn(pass, signature).send();
      const again = await rejection(desks.terminal.terminal.gateIn(pass, signature).send(), ChainError);
      expect(again.code).to.equal("ReleaseRegistry_ProofUsed");
    });

    it("lets no other container out", async () => {
      const { answer, shown, now, desks, tokenId, slot } = await answered();
      const { pass, signature } = checkAnswer(answer, shown, SEEN, now);
      const booking = { tokenId, number: SECOND, terminal: Number(shown.terminal), slot, driver: KEY.address };
      await desks.haulier.haulier.book({ ...booking, truck: pass.truck }).send();
      const act = desks.terminal.terminal.gateIn({ ...pass, number: SECOND }, signature);
      expect((await rejection(act.send(), ChainError)).code).to.equal("PickUp_WrongProof");
    });

    it("is refused with another truck or driver, and when it is stale", async () => {
      const { answer, shown, now } = await answered();
      const other = thrown(() => checkAnswer(answer, shown, { ...SEEN, plate: "1-XYZ-999" }, now), GatePayloadError);
      expect(code(other)).to.equal("OTHER_TRUCK");
      expect(other.message).to.match(/the plate "1-XYZ-999" with the driver "D\. Janssens"$/);
      const stale = thrown(() => checkAnswer(answer, shown, SEEN, shown.expiry + 1), GatePayloadError);
      expect(code(stale)).to.equal("STALE");
      expect(checkAnswer(answer, shown, SEEN, shown.expiry).pass.number).to.equal(BOX);
    });

    it("is refused at another terminal, on another chain and by another contract", async () => {
      const { answer, shown, now } = await answered();
      for (const other of [
        { ...shown, terminal: shown.terminal + 1 },
        { ...shown, chainId: 1n },
        { ...shown, pickUp: KEY.address },
      ]) {
        expect(code(thrown(() => checkAnswer(answer, other, SEEN, now), GatePayloadError))).to.equal("OTHER_GATE");
      }
    });

    it("is refused if the terminal's challenge is good for more than ten minutes", async () => {
      const { ticket, challenge, desks } = await networkHelpers.loadFixture(deployBooked);
      const shown = await challenge(3_600);
      const answer = await new DriverDesk(KEY).answer(ticket, encodeChallenge(shown));
      const now = await desks.terminal.now();
      const error = thrown(() => checkAnswer(answer, shown, SEEN, now), ArgumentError);
      expect(error.argument).to.equal("expiry");
    });
  });

  describe("the driver's key", () => {
    it("signs for no other terminal than the ticket's", async () => {
      const { ticket, gate } = await networkHelpers.loadFixture(deployBooked);
      const foreign = encodeChallenge(newChallenge({ ...gate, terminal: 99, expiry: 2_000_000_000 }));
      const error = await rejection(new DriverDesk(KEY).answer(ticket, foreign), GatePayloadError);
      expect(code(error)).to.equal("OTHER_GATE");
      expect(error.message).to.match(/^The challenge is for the terminal of member 99 on the chain 31337/);
    });

    it("is known to the contract by the same account as here if it is a passkey", async () => {
      const { pickUp } = await networkHelpers.loadFixture(deployBooked);
      const [qx, qy] = [PAPER, sha256(PAPER)];
      expect(passkeyAccount(qx, qy)).to.equal(await pickUp.keyAccount(qx, qy));
    });
  });

  it("has no ticket before the booking stands, or with a salt that is none", async () => {
    const { desks, tokenId } = await networkHelpers.loadFixture(deployBooked);
    const error = await rejection(desks.haulier.ticketFor(tokenId, SECOND, SALT), ArgumentError);
    expect(error.message).to.match(/^number has no booking that stands under the bill/);
    expect((await rejection(desks.haulier.ticketFor(tokenId, BOX, "0x12"), ArgumentError)).argument).to.equal("salt");
  });

  describe("texts", () => {
    const gate = { chainId: 31_337n, pickUp: KEY.address, terminal: 7 };
    const challenge = { ...gate, challenge: PAPER, expiry: 2_000_000_000 };
    const text = encodeChallenge(challenge);

    it("come back as they were, with space around them too", () => {
      expect(readChallenge(text)).to.deep.equal(challenge);
      expect(readChallenge(` ${text}\n`)).to.deep.equal(challenge);
    });

    it("are refused by what is wrong with them", () => {
      const cases: [string, GatePayloadErrorCode, RegExp][] = [
        ["", "NOT_A_PAYLOAD", /does not begin with BOLLARD$/],
        ["https://example.com", "NOT_A_PAYLOAD", /./],
        [text.replace("BOLLARD1", "BOLLARD2"), "OTHER_VERSION", /has the version 2: version 1 is read here$/],
        [text.replace("1C", "1T"), "OTHER_KIND", /^This is a ticket, and a challenge is needed$/],
        [text.replace("1C", "1A"), "OTHER_KIND", /^This is a answer|^This is an answer/],
        [text.replace("1C", "1X"), "OTHER_KIND", /another kind/],
        [text.slice(0, -1), "DAMAGED", /./],
        [text.slice(0, -8), "DAMAGED", /./],
        [text.slice(0, 12), "DAMAGED", /./],
        [text.replace(/.{3}$/, "AAA"), "DAMAGED", /check does not fit|cut off/],
        [
          text.replace(/^(.{20})./, (_, head: string) => head + (text.charAt(20) === "A" ? "B" : "A")),
          "DAMAGED",
          /check/,
        ],
        [`BOLLARD1C.${encodeBase64("0x" + "00".repeat(4)).replaceAll("=", "")}`, "DAMAGED", /check/],
      ];
      for (const [bad, expected, message] of cases) {
        const error = thrown(() => readChallenge(bad), GatePayloadError);
        expect(code(error), bad).to.equal(expected);
        expect(error.message, bad).to.match(message);
      }
    });

    it("tell every misread letter", () => {
      for (let place = text.indexOf(".") + 1; place < text.length; place += 1) {
        const other = text.charAt(place) === "x" ? "y" : "x";
        const misread = text.slice(0, place) + other + text.slice(place + 1);
        expect(code(thrown(() => readChallenge(misread), GatePayloadError)), `place ${place}`).to.equal("DAMAGED");
      }
    });

    it("are not made of what does not fit", () => {
      expect(() => encodeChallenge({ ...challenge, expiry: 2 ** 41 })).to.throw(RangeError, /expiry does not fit/);
      expect(() => encodeChallenge({ ...challenge, pickUp: "0x12" })).to.throw(RangeError, /pickUp does not fit/);
    });
  });
});
