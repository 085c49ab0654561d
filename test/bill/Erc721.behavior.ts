import type { HardhatEthers } from "@nomicfoundation/hardhat-ethers/types";
import type { NetworkHelpers } from "@nomicfoundation/hardhat-network-helpers/types";
import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { balancesOf, stateOf, transfer } from "../support/bills.js";
import { admitCustodian, issueBill, type Kind, type Suite } from "../support/suite.js";

const INTERFACES = { ERC165: "0x01ffc9a7", ERC721: "0x80ac58cd", ERC721Metadata: "0x5b5e139f", ERC4906: "0x49064906" };
const OVERLOADS = {
  plain: "safeTransferFrom(address,address,uint256)",
  withData: "safeTransferFrom(address,address,uint256,bytes)",
} as const;

/** What ERC-721 promises of every bill that can be transferred; approvals are in a suite of their own. */
export function shouldBehaveLikeERC721(
  ethers: HardhatEthers,
  networkHelpers: NetworkHelpers,
  deploy: () => Promise<Suite>,
  kind: Kind,
) {
  async function deployIssued() {
    const suite = await deploy();
    const tokenId = await issueBill(suite, kind);
    const receiver = (mock: string) => admitCustodian(ethers, suite.consortium, mock);
    return { ...suite, ...suite.parties, tokenId, receiver };
  }

  describe("supportsInterface", () => {
    it("knows ERC-165, ERC-721, its metadata and their updates (ERC-4906), and not the interface that is none", async () => {
      const { bills } = await networkHelpers.loadFixture(deployIssued);
      for (const interfaceId of Object.values(INTERFACES)) {
        expect(await bills.supportsInterface(interfaceId)).to.equal(true);
      }
      expect(await bills.supportsInterface("0xffffffff")).to.equal(false);
    });
  });

  describe("balanceOf", () => {
    it("reverts for the zero address", async () => {
      const { bills } = await networkHelpers.loadFixture(deployIssued);
      await expect(bills.balanceOf(ZeroAddress))
        .to.be.revertedWithCustomError(bills, "ERC721InvalidOwner")
        .withArgs(ZeroAddress);
    });

    it("counts the bills of each party", async () => {
      const suite = await networkHelpers.loadFixture(deployIssued);
      await issueBill(suite, kind, { reference: "SECOND" });
      const nothing = Object.fromEntries(Object.keys(suite.parties).map((name) => [name, 0n]));
      expect(await balancesOf(suite)).to.deep.equal({ ...nothing, shipper: 2n });
    });
  });

  describe("ownerOf", () => {
    it("reverts if the bill was never issued", async () => {
      const { bills } = await networkHelpers.loadFixture(deployIssued);
      for (const tokenId of [0n, 7n]) {
        await expect(bills.ownerOf(tokenId))
          .to.be.revertedWithCustomError(bills, "ERC721NonexistentToken")
          .withArgs(tokenId);
      }
    });

    it("answers the possessor's account", async () => {
      const { bills, tokenId, shipper } = await networkHelpers.loadFixture(deployIssued);
      expect(await bills.ownerOf(tokenId)).to.equal(shipper.address);
    });
  });

  for (const [name, signature] of Object.entries({ transferFrom: "transferFrom", ...OVERLOADS } as const)) {
    describe(name === signature ? name : `safeTransferFrom ${name}`, () => {
      const move = (suite: Suite, by: "shipper" | "bank", from: string, to: string, tokenId: bigint) => {
        const bills = suite.bills.connect(suite.parties[by].signer);
        return signature === OVERLOADS.withData
          ? bills[signature](from, to, tokenId, "0x42")
          : bills[signature](from, to, tokenId);
      };

      it("reverts if the recipient is the zero address", async () => {
        const suite = await networkHelpers.loadFixture(deployIssued);
        await expect(move(suite, "shipper", suite.shipper.address, ZeroAddress, suite.tokenId))
          .to.be.revertedWithCustomError(suite.bills, "ERC721InvalidReceiver")
          .withArgs(ZeroAddress);
      });

      it("reverts if the bill is not the giver's", async () => {
        const suite = await networkHelpers.loadFixture(deployIssued);
        const { bills, shipper, bank, trader, tokenId } = suite;
        await expect(move(suite, "shipper", bank.address, trader.address, tokenId))
          .to.be.revertedWithCustomError(bills, "ERC721IncorrectOwner")
          .withArgs(bank.address, tokenId, shipper.address);
      });

      it("reverts if the caller is not approved, even towards itself", async () => {
        const suite = await networkHelpers.loadFixture(deployIssued);
        const { bills, shipper, bank, tokenId } = suite;
        await expect(move(suite, "bank", shipper.address, bank.address, tokenId))
          .to.be.revertedWithCustomError(bills, "ERC721InsufficientApproval")
          .withArgs(bank.address, tokenId);
      });

      it("reverts if the giver was the owner before", async () => {
        const suite = await networkHelpers.loadFixture(deployIssued);
        const { bills, shipper, bank, trader, tokenId } = suite;
        await transfer(bills, shipper, trader, tokenId);
        await expect(move(suite, "shipper", shipper.address, bank.address, tokenId))
          .to.be.revertedWithCustomError(bills, "ERC721InsufficientApproval")
          .withArgs(shipper.address, tokenId);
      });

      it("moves the bill to an account without code", async () => {
        const suite = await networkHelpers.loadFixture(deployIssued);
        const { bills, shipper, trader, tokenId } = suite;
        const before = await balancesOf(suite);
        await expect(move(suite, "shipper", shipper.address, trader.address, tokenId))
          .to.emit(bills, "Transfer")
          .withArgs(shipper.address, trader.address, tokenId);
        expect(await bills.ownerOf(tokenId)).to.equal(trader.address);
        expect(await balancesOf(suite)).to.deep.equal({ ...before, shipper: 0n, trader: 1n });
      });

      it("moves the bill to a contract and tells it, if it is the safe way", async () => {
        const suite = await networkHelpers.loadFixture(deployIssued);
        const { bills, shipper, custodian, tokenId } = suite;
        const vault = await ethers.getContractAt("Vault", custodian.address);
        const transaction = move(suite, "shipper", shipper.address, custodian.address, tokenId);
        if (signature === "transferFrom") {
          await expect(transaction).not.to.emit(vault, "Received");
        } else {
          const data = signature === OVERLOADS.withData ? "0x42" : "0x";
          await expect(transaction)
            .to.emit(vault, "Received")
            .withArgs(shipper.address, shipper.address, tokenId, data);
        }
        expect(await bills.ownerOf(tokenId)).to.equal(custodian.address);
      });
    });
  }

  describe("safeTransferFrom to a contract", () => {
    for (const mock of ["ReceiverWithWrongAnswer", "ReceiverThatRevertsInSilence", "Consortium"]) {
      it(`reverts if the contract does not take the bill: ${mock}`, async () => {
        const suite = await networkHelpers.loadFixture(deployIssued);
        const { bills, shipper, tokenId, authority, receiver } = suite;
        const to =
          mock === "Consortium"
            ? await admitCustodian(ethers, suite.consortium, mock, [await authority.getAddress()])
            : await receiver(mock);
        await expect(bills.connect(shipper.signer)[OVERLOADS.plain](shipper.address, to.address, tokenId))
          .to.be.revertedWithCustomError(bills, "ERC721InvalidReceiver")
          .withArgs(to.address);
        expect(await bills.ownerOf(tokenId)).to.equal(shipper.address);
      });
    }

    it("reverts with the contract's own error if it has one", async () => {
      const suite = await networkHelpers.loadFixture(deployIssued);
      const { bills, shipper, tokenId, receiver } = suite;
      const to = await receiver("ReceiverThatReverts");
      const mock = await ethers.getContractAt("ReceiverThatReverts", to.address);
      await expect(bills.connect(shipper.signer)[OVERLOADS.plain](shipper.address, to.address, tokenId))
        .to.be.revertedWithCustomError(mock, "ReceiverThatReverts_Refused")
        .withArgs(shipper.address, tokenId);
      // Without the question it has no say, as ERC-721 has it.
      await transfer(bills, shipper, to, tokenId);
      expect(await bills.ownerOf(tokenId)).to.equal(to.address);
    });

    it("finds all state written if the contract calls back: it rejects at once", async () => {
      const suite = await networkHelpers.loadFixture(deployIssued);
      const { bills, shipper, tokenId, receiver } = suite;
      const to = await receiver("ReceiverThatReenters");
      const [before, balances] = [await stateOf(bills, tokenId), await balancesOf(suite)];
      const back = bills.interface.encodeFunctionData("reject", [tokenId]);
      await bills.connect(shipper.signer)[OVERLOADS.withData](shipper.address, to.address, tokenId, back);
      expect(await stateOf(bills, tokenId)).to.deep.equal({ ...before, rejectDeadline: 0n });
      expect(await balancesOf(suite)).to.deep.equal(balances);
      expect((await bills.billOf(tokenId)).sequence).to.equal(3n);
    });

    it("finds all state written if the contract calls back: it passes the bill on", async () => {
      const suite = await networkHelpers.loadFixture(deployIssued);
      const { bills, shipper, bank, tokenId, receiver } = suite;
      const to = await receiver("ReceiverThatReenters");
      const on = bills.interface.encodeFunctionData("transferFrom", [to.address, bank.address, tokenId]);
      await bills.connect(shipper.signer)[OVERLOADS.withData](shipper.address, to.address, tokenId, on);
      expect(await bills.ownerOf(tokenId)).to.equal(bank.address);
      expect(await bills.balanceOf(to.address)).to.equal(0n);
      // The bank may reject, and the contract in the middle has the bill again.
      await bills.connect(bank.signer).reject(tokenId);
      expect(await bills.ownerOf(tokenId)).to.equal(to.address);
      expect(await bills.balanceOf(to.address)).to.equal(1n);
    });
  });
}
