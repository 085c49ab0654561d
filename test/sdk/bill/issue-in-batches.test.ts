import { expect } from "chai";
import { sha256, toUtf8Bytes } from "ethers";
import { network } from "hardhat";

import {
  ArgumentError,
  BatchError,
  type BatchProgress,
  BillDesk,
  type Issuance,
  issueInBatches,
} from "../../../sdk/index.js";
import { rejection, watchedProvider } from "../../support/chain.js";
import { deployDesks, type DeskSuite } from "../../support/desks.js";

const { ethers, networkHelpers } = await network.create();
const deploy = () => deployDesks(ethers);

function bearer({ parties }: Pick<DeskSuite, "parties">, reference: string): Issuance {
  const tokenId = BigInt(sha256(toUtf8Bytes(reference)));
  return { tokenId, transportDocumentReference: reference, kind: "BEARER", issueTo: parties.shipper.address };
}

/** The `first` to the `last` bill of a long list. */
function list(suite: DeskSuite, first: number, last: number): Issuance[] {
  return Array.from({ length: last - first + 1 }, (_, index) => bearer(suite, `MSCU${first + index}`));
}

describe("issueInBatches", () => {
  it("refuses an empty list, a wrong size, and a bill twice before anything is asked or sent", async () => {
    const suite = await networkHelpers.loadFixture(deploy);
    const { provider, requests } = watchedProvider(ethers.provider);
    const desk = new BillDesk(suite.addresses, provider);
    const [first, second] = list(suite, 1, 2);
    if (first === undefined || second === undefined) throw new Error("no bills");
    const wrong: [() => Promise<unknown>, string][] = [
      [() => issueInBatches(desk, []), "issuances"],
      [() => issueInBatches(desk, [first], { size: 0 }), "size"],
      [() => issueInBatches(desk, [first], { size: 1.5 }), "size"],
      [() => issueInBatches(desk, [first, second, first]), "issuances[2]"],
      [() => issueInBatches(desk, [first, { ...second, issueTo: "" }]), "issuances[1].issueTo"],
    ];
    for (const [call, argument] of wrong) {
      expect((await rejection(call(), ArgumentError)).argument).to.equal(argument);
    }
    expect(requests).to.deep.equal([]);
  });

  it("issues a long list in transactions of the size told, and tells how far it is", async () => {
    const suite = await networkHelpers.loadFixture(deploy);
    const progress: BatchProgress[] = [];
    const all = list(suite, 1, 120);
    const result = await issueInBatches(suite.desks.carrier, all, { onProgress: (step) => progress.push(step) });
    expect(result).to.include({ found: 0, issued: 120 });
    expect(result.receipts.map(({ events }) => events.length)).to.deep.equal([50, 50, 20]);
    expect(
      progress.map(({ total, found, issued, receipt }) => [total, found, issued, receipt?.transaction]),
    ).to.deep.equal([
      [120, 0, 0, undefined],
      ...[50, 100, 120].map((done, index) => [120, 0, done, result.receipts[index]?.transaction]),
    ]);
    const tokens = result.receipts.flatMap(({ events }) => events.map(({ tokenId }) => tokenId));
    expect(tokens).to.deep.equal(all.map(({ tokenId }) => tokenId));
    expect(await suite.bills.balanceOf(suite.parties.shipper.address)).to.equal(120n);
  });

  it("goes on after a run that was cut off, and issues nothing twice", async () => {
    const suite = await networkHelpers.loadFixture(deploy);
    const all = list(suite, 1, 25);
    // The first run ends after its second transaction.
    const stop = new Error("power cut");
    const cut = issueInBatches(suite.desks.carrier, all, {
      size: 10,
      onProgress({ issued }) {
        if (issued === 20) throw stop;
      },
    });
    expect(await rejection(cut, Error)).to.equal(stop);
    expect(await suite.bills.balanceOf(suite.parties.shipper.address)).to.equal(20n);

    const second = await issueInBatches(suite.desks.carrier, all, { size: 10 });
    expect(second).to.include({ found: 20, issued: 5 });
    const third = await issueInBatches(suite.desks.carrier, all, { size: 10 });
    expect(third).to.deep.equal({ found: 25, issued: 0, receipts: [] });
    expect(await suite.bills.balanceOf(suite.parties.shipper.address)).to.equal(25n);
    expect(await suite.bills.queryFilter(suite.bills.filters.Issued())).to.have.length(25);
  });

  it("names the bill of the whole list that the chain refuses, and keeps those before", async () => {
    const suite = await networkHelpers.loadFixture(deploy);
    const all = list(suite, 1, 9);
    await issueInBatches(suite.desks.carrier, all.slice(1, 2));
    // The seventh bill goes to a terminal, which holds no bills; the second one is issued already.
    const wrong = all.with(6, { ...bearer(suite, "MSCU7"), issueTo: suite.parties.terminal.address });
    const error = await rejection(issueInBatches(suite.desks.carrier, wrong, { size: 4 }), BatchError);
    expect(error).to.include({ index: 6, issued: 5, total: 9 });
    expect(error.cause.code).to.equal("BillOfLading_PartyNotPermitted");
    expect(error.cause.args).to.deep.equal({ index: 1n, account: suite.parties.terminal.address });
    expect(error.message).to.match(
      /^5 of 9 bills are issued; the rest stopped at bill 7 of the list: Bill 2 of the issue/,
    );
    expect(await suite.bills.balanceOf(suite.parties.shipper.address)).to.equal(5n);
    expect(await issueInBatches(suite.desks.carrier, all)).to.include({ found: 5, issued: 4 });
  });

  it("names no bill if the carrier itself is refused", async () => {
    const suite = await networkHelpers.loadFixture(deploy);
    const error = await rejection(issueInBatches(suite.desks.shipper, list(suite, 1, 2)), BatchError);
    expect(error).to.include({ index: undefined, issued: 0, total: 2 });
    expect(error.cause.code).to.equal("BillOfLading_NotACarrier");
  });

  it("refuses a bill that another carrier issued before anything is sent", async () => {
    const suite = await networkHelpers.loadFixture(deploy);
    const all = list(suite, 1, 3);
    await issueInBatches(suite.desks.otherCarrier, all.slice(2));
    const error = await rejection(issueInBatches(suite.desks.carrier, all, { size: 1 }), ArgumentError);
    expect(error.argument).to.equal("issuances[2].tokenId");
    expect(error.message).to.match(/was issued by another carrier, member 2$/);
    expect(await suite.bills.balanceOf(suite.parties.shipper.address)).to.equal(1n);
  });
});
