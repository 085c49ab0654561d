import { expect } from "chai";
import { ZeroAddress, ZeroHash } from "ethers";
import { network } from "hardhat";

import { IBillAmendment__factory, IBillCustody__factory, IBillOfLading__factory } from "../../typechain-types/index.js";
import { ACTS, perform, SUCCESSOR } from "../support/acts.js";
import { courtOrder } from "../support/orders.js";
import { DAYS } from "../support/records.js";
import { Act, BillStatus, deploySuite, issueBill, Kind, nameOf } from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();

const KIND_NAMES = ["Straight bill of lading", "Bill of lading to order", "Bill of lading to bearer", "Sea waybill"];
const TOKEN = (0x00000a0bn << 224n) | 0xffn; // the short reference keeps leading zeros

interface Metadata {
  name: string;
  description: string;
  attributes: { trait_type: string; value: string }[];
  image: string;
}

async function deploy() {
  const suite = await deploySuite(ethers);
  const renderer = await ethers.getContractAt("BillRenderer", await suite.bills.renderer());
  return { ...suite, ...suite.parties, renderer };
}

/** The content of a data URI of this type. */
function contentOf(uri: string, type: string): string {
  const prefix = `data:${type};base64,`;
  expect(uri.slice(0, prefix.length)).to.equal(prefix);
  return Buffer.from(uri.slice(prefix.length), "base64").toString("utf8");
}

function metadataOf(uri: string): Metadata {
  return JSON.parse(contentOf(uri, "application/json")) as Metadata;
}

describe("BillRenderer", () => {
  for (const [kindName, kind] of Object.entries(Kind)) {
    for (const [statusName, status] of Object.entries(BillStatus)) {
      it(`draws a ${kindName} bill that is ${statusName}: kind, status and short reference, and nothing else`, async () => {
        const { renderer } = await networkHelpers.loadFixture(deploy);
        const { name, description, attributes, image, ...rest } = metadataOf(
          await renderer.tokenURI(TOKEN, kind, status),
        );
        const title = KIND_NAMES[Number(kind)];
        expect(name).to.equal(`${title} 0x00000a0b`);
        expect(description).to.equal("Electronic transport document; the token knows its digest, not its content.");
        expect(attributes).to.deep.equal([
          { trait_type: "Kind", value: title },
          { trait_type: "Status", value: statusName },
        ]);
        expect(rest).to.deep.equal({});
        const svg = contentOf(image, "image/svg+xml");
        const texts = [...svg.matchAll(/<text [^<>]*>([^<>]*)<\/text>/g)].map(([, text]) => text);
        expect(texts).to.deep.equal([title, statusName, "0x00000a0b"]);
        expect(svg).to.match(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^<>]*>.*<\/svg>$/);
        // Whatever opens is closed, so that every viewer draws it.
        const open = [...svg.matchAll(/<([a-z]+)[^<>]*[^/]>/g)].length;
        expect([...svg.matchAll(/<\/[a-z]+>/g)].length).to.equal(open);
      });
    }
  }
});

describe("BillOfLading", () => {
  describe("tokenURI", () => {
    it("reverts if the bill was never issued", async () => {
      const { bills } = await networkHelpers.loadFixture(deploy);
      await expect(bills.tokenURI(7n)).to.be.revertedWithCustomError(bills, "ERC721NonexistentToken").withArgs(7n);
    });

    it("follows the bill's kind and status", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, renderer, shipper } = suite;
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      const expectDrawn = async (kind: Kind, status: bigint) => {
        expect(await bills.tokenURI(tokenId)).to.equal(await renderer.tokenURI(tokenId, kind, status));
      };
      await expectDrawn(Kind.TO_ORDER, BillStatus.ISSUED);
      await bills.connect(shipper.signer).endorse(tokenId, Act.BLANK_ENDORSE, ZeroAddress);
      await expectDrawn(Kind.BEARER, BillStatus.ISSUED);
      await bills.connect(shipper.signer).surrenderForDelivery(tokenId);
      await expectDrawn(Kind.BEARER, BillStatus.PENDING_SURRENDER_FOR_DELIVERY);
    });
  });

  describe("MetadataUpdate (ERC-4906)", () => {
    for (const act of ACTS) {
      it(`is emitted by ${act.name} exactly if what tokenURI answers changes`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills } = suite;
        const tokenId = await act.prepare(suite);
        const before = await bills.tokenURI(tokenId);
        const receipt = await (await perform(act, suite, tokenId)).wait();
        const updates = (receipt?.logs ?? []).flatMap((log) => {
          const event = bills.interface.parseLog(log);
          return event?.name === "MetadataUpdate" ? [event.args.getValue("tokenId") as bigint] : [];
        });
        const isChanged = (await bills.tokenURI(tokenId)) !== before;
        expect(updates).to.deep.equal(isChanged ? [tokenId] : []);
      });
    }

    it("is emitted once by a court order that changes the status and not the kind, and twice if both change", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank, trader } = suite;
      for (const [kind, events] of [
        [Kind.BEARER, 1],
        [Kind.TO_ORDER, 2],
      ] as const) {
        const tokenId = await issueBill(suite, Kind.BEARER, { reference: nameOf(Kind, kind) });
        await bills.connect(shipper.signer).surrenderForDelivery(tokenId);
        await bills.freeze(tokenId);
        await bills.announceReassignment(tokenId, courtOrder(bank, kind === Kind.BEARER ? undefined : trader, kind));
        await networkHelpers.time.increase(7n * DAYS);
        const receipt = await (await bills.reassign(tokenId)).wait();
        const names = receipt?.logs.map((log) => bills.interface.parseLog(log)?.name);
        expect(names?.filter((name) => name === "MetadataUpdate")).to.have.length(events);
      }
    });

    it("is not emitted for the bill that follows: it is new", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills } = suite;
      const reissue = ACTS.find(({ name }) => name === "reissue");
      if (reissue === undefined) throw new Error("no such act");
      const tokenId = await reissue.prepare(suite);
      await expect(perform(reissue, suite, tokenId)).to.emit(bills, "Issued");
      const filter = bills.filters.MetadataUpdate();
      const events = await bills.queryFilter(filter);
      expect(events.map(({ args }) => args.tokenId)).not.to.include(SUCCESSOR);
    });
  });

  describe("supportsInterface", () => {
    it("knows ERC-165, ERC-721 and its metadata, ERC-4906 and bills of lading, and nothing else", async () => {
      const { bills } = await networkHelpers.loadFixture(deploy);
      // What Solidity takes for an interface's id: its own functions, without those that it inherits.
      const inherited = [IBillAmendment__factory, IBillCustody__factory].map((factory) => factory.createInterface());
      let id = 0n;
      IBillOfLading__factory.createInterface().forEachFunction(({ selector }) => {
        if (!inherited.some((parent) => parent.hasFunction(selector))) id ^= BigInt(selector);
      });
      const billOfLading = `0x${id.toString(16).padStart(8, "0")}`;
      for (const known of ["0x01ffc9a7", "0x80ac58cd", "0x5b5e139f", "0x49064906", billOfLading]) {
        expect(await bills.supportsInterface(known)).to.equal(true, known);
      }
      // ERC-721 enumerable, ERC-2981 royalties, ERC-165's "no interface".
      for (const unknown of ["0x780e9d63", "0x2a55205a", "0xffffffff", "0x00000000"]) {
        expect(await bills.supportsInterface(unknown)).to.equal(false, unknown);
      }
    });
  });

  describe("eip712Domain (ERC-5267)", () => {
    it("names the contract, its version and its chain", async () => {
      const { bills } = await networkHelpers.loadFixture(deploy);
      const { chainId } = await ethers.provider.getNetwork();
      expect([...(await bills.eip712Domain())]).to.deep.equal([
        "0x0f",
        "Bollard Bill of Lading",
        "1",
        chainId,
        await bills.getAddress(),
        ZeroHash,
        [],
      ]);
    });
  });
});
