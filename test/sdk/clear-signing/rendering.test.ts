import { expect } from "chai";
import { encodeBytes32String, Interface, toBeHex, ZeroAddress, ZeroHash } from "ethers";
import { type ClearSigTypedInput, decodeData, eip712 } from "micro-eth-signer/advanced/abi.js";

import { Act, Authority, ChargeKind, Kind, VoteType } from "../../../sdk/chain/index.js";
import { clearSigning, type Descriptor } from "../../../sdk/clear-signing/index.js";
import { SIGNED_REQUEST_TYPES } from "../../../sdk/consortium/requests.js";
import { GATE_PROOF_TYPES } from "../../../sdk/release/index.js";
import {
  BillOfLading__factory,
  Consortium__factory,
  ConsortiumGovernor__factory,
  IAgency__factory,
  IBillOfLading__factory,
  ICharges__factory,
  IConsortium__factory,
  IPickUp__factory,
  IReleaseRegistry__factory,
  TimelockController__factory,
} from "../../../typechain-types/index.js";
import { containerNumber } from "../../support/release.js";
import { lei, reference, Role } from "../../support/values.js";
import { PLACE } from "./place.js";

const SHIPPER = toBeHex(0x51, 20);
const BANK = toBeHex(0xba, 20);
const EURO = toBeHex(0xe0, 20);
const NAMES: Readonly<Record<string, string>> = {
  [SHIPPER]: "Weser Export",
  [BANK]: "Hanse Bank",
  ...Object.fromEntries(Object.entries(PLACE.contracts).map(([name, address]) => [address.toLowerCase(), name])),
};
const BILL = 4_711n;
const NOON = 1_772_366_400n; // 2026-03-01 12:00:00 UTC

/** What a wallet does that knows the bills, two members and one token. */
const WALLET = {
  clearSig: clearSigning(PLACE),
  chainId: BigInt(PLACE.chainId),
  resolveAddress: ({ address }: { address: string }) => Promise.resolve(NAMES[address]),
  resolveNft: ({ collection, tokenId }: { collection: string; tokenId: bigint }) =>
    Promise.resolve(collection === PLACE.contracts.BillOfLading.toLowerCase() ? `Bill ${tokenId}` : undefined),
  resolveToken: ({ address }: { address: string }) =>
    Promise.resolve(address === EURO ? { symbol: "EURC", decimals: 6, verified: true } : undefined),
};

/** What the wallet shows of a call: the sentence, or else the intent, and the values under their labels. */
async function shown(contract: keyof typeof PLACE.contracts, data: string) {
  const decoded = decodeData(PLACE.contracts[contract], data, 0n, WALLET);
  if (decoded === undefined || Array.isArray(decoded) || decoded.clearSig === undefined) return undefined;
  const { intent, interpolatedIntent, fields } = await decoded.clearSig;
  const values = Object.fromEntries(Object.entries(fields).map(([label, { value }]) => [label, value]));
  return { intent, sentence: interpolatedIntent, values };
}

describe("a wallet that reads ERC-7730", () => {
  const bills = Interface.from([...IBillOfLading__factory.abi, ...BillOfLading__factory.abi]);

  it("shows a transfer", async () => {
    const data = bills.encodeFunctionData("transferFrom", [SHIPPER, BANK, BILL]);
    expect(await shown("BillOfLading", data)).to.deep.equal({
      intent: "Transfer a bill (possession)",
      sentence: "Transfer bill Bill 4711 from Weser Export to Hanse Bank",
      values: { Bill: "Bill 4711", From: "Weser Export", To: "Hanse Bank" },
    });
  });

  it("shows what a safe transfer carries for the recipient, and then has no sentence", async () => {
    const data = bills.encodeFunctionData("safeTransferFrom(address,address,uint256,bytes)", [
      SHIPPER,
      BANK,
      BILL,
      "0xabcd",
    ]);
    expect(await shown("BillOfLading", data)).to.deep.equal({
      intent: "Transfer a bill (possession)",
      sentence: undefined,
      values: { Bill: "Bill 4711", From: "Weser Export", To: "Hanse Bank", "Data for recipient": "0xabcd" },
    });
  });

  it("shows which act an endorsement is", async () => {
    const data = bills.encodeFunctionData("endorse", [BILL, Act.ENDORSE_TO_ORDER, BANK]);
    expect((await shown("BillOfLading", data))?.sentence).to.equal(
      "Endorse to order: bill Bill 4711, title to Hanse Bank",
    );
  });

  it("shows an issue, with fixed bytes as they are", async () => {
    const issuance = {
      tokenId: BILL,
      transportDocumentReference: reference("HHL71800000"),
      kind: Kind.BEARER,
      issueTo: SHIPPER,
      shipper: ZeroAddress,
      titleTo: ZeroAddress,
      shipperRepresents: ZeroHash,
      titleToRepresents: ZeroHash,
      noDisposal: false,
    };
    const one = await shown("BillOfLading", bills.encodeFunctionData("issue", [issuance]));
    expect(one?.intent).to.equal("Issue a bill of lading");
    expect(one?.values).to.include({
      Bill: "Bill 4711",
      "Reference (ASCII)": "0x48484c3731383030303030000000000000000000",
      Kind: "To bearer",
      "Issued to": "Weser Export",
      "Consignee disposes": "false",
    });
    const several = await shown(
      "BillOfLading",
      bills.encodeFunctionData("issueBatch", [[issuance, { ...issuance, tokenId: 4_712n, kind: Kind.STRAIGHT }]]),
    );
    expect(several?.values).to.include({
      Kind: "To bearer",
      "Kind 2": "Straight",
      "Bill 2": "Bill 4712",
    });
  });

  it("shows every container of a release, and dates as dates", async () => {
    const registry = Interface.from(IReleaseRegistry__factory.abi);
    const data = registry.encodeFunctionData("offerRelease", [
      BILL,
      [containerNumber(1), containerNumber(2)],
      BANK,
      NOON,
      0n,
    ]);
    expect(await shown("ReleaseRegistry", data)).to.deep.equal({
      intent: "Offer release right",
      sentence: undefined,
      values: {
        Bill: "Bill 4711",
        "Container (ASCII)": containerNumber(1),
        "Container (ASCII) 2": containerNumber(2),
        To: "Hanse Bank",
        "Expiry (1970: none)": "Sun, 01 Mar 2026 12:00:00 GMT",
        "Returns (1970: no)": "Thu, 01 Jan 1970 00:00:00 GMT",
      },
    });
  });

  it("shows money in its token, in a list of rates too", async () => {
    const charges = Interface.from(ICharges__factory.abi);
    const key = { tokenId: BILL, number: containerNumber(1), creditor: Authority.TERMINAL, kind: ChargeKind.DEMURRAGE };
    const steps = [
      { fromDay: 1n, dailyRate: 80_000_000n },
      { fromDay: 4n, dailyRate: 120_500_000n },
    ];
    const clock = await shown("Charges", charges.encodeFunctionData("startClock", [key, EURO, BANK, NOON, steps]));
    expect(clock?.values).to.include({
      "Charged as": "Terminal",
      Charge: "Demurrage",
      "Paid in": "EURC",
      Arbiter: "Hanse Bank",
      "Free until": "Sun, 01 Mar 2026 12:00:00 GMT",
      "From day": "1",
      "Per day": "80 EURC",
      "From day 2": "4",
      "Per day 2": "120.5 EURC",
    });
  });

  it("leaves out a proof that the contract checks", async () => {
    const charges = Interface.from(ICharges__factory.abi);
    const data = charges.encodeFunctionData("payWithPermit", [7n, NOON, 27n, ZeroHash, ZeroHash]);
    expect(await shown("Charges", data)).to.deep.equal({
      intent: "Pay a charge with a permit",
      sentence: "Pay charge 7 with a permit that ends Sun, 01 Mar 2026 12:00:00 GMT",
      values: { "Charge number": "7", "Permit ends": "Sun, 01 Mar 2026 12:00:00 GMT" },
    });
  });

  it("shows how long a slot is", async () => {
    const pickUp = Interface.from(IPickUp__factory.abi);
    expect((await shown("PickUp", pickUp.encodeFunctionData("openSlot", [NOON, 5_400n, 12n])))?.sentence).to.equal(
      "Open a slot of 01:30:00 from Sun, 01 Mar 2026 12:00:00 GMT for 12 containers",
    );
  });

  it("shows a member that is admitted, with all its roles", async () => {
    const consortium = Interface.from(Consortium__factory.abi);
    const admission = { account: BANK, roles: Role.BANK | Role.TRADER, lei: lei(1), carrierCodes: [], group: 0n };
    expect((await shown("Consortium", consortium.encodeFunctionData("admit", [admission])))?.values).to.include({
      Account: "Hanse Bank",
      Roles: "Trader, Bank",
    });
  });

  it("shows the act that an agent does for a member in the words of its contract", async () => {
    const agency = Interface.from(IAgency__factory.abi);
    const { BillOfLading, PickUp } = PLACE.contracts;
    const transfer = bills.encodeFunctionData("transferFrom", [SHIPPER, BANK, BILL]);
    const sentence = "Transfer bill Bill 4711 from Weser Export to Hanse Bank";
    const one = await shown("Agency", agency.encodeFunctionData("act", [7n, BillOfLading, transfer]));
    expect(one?.sentence).to.equal(`For member 7, on BillOfLading: ${sentence}`);

    const slot = Interface.from(IPickUp__factory.abi).encodeFunctionData("openSlot", [NOON, 5_400n, 12n]);
    const acts = [
      [BillOfLading, transfer],
      [PickUp, slot],
    ];
    const several = await shown("Agency", agency.encodeFunctionData("actAll", [7n, acts]));
    expect(several?.values).to.deep.equal({
      "For member": "7",
      Contract: "BillOfLading",
      Act: sentence,
      "Contract 2": "PickUp",
      "Act 2": "Open a slot of 01:30:00 from Sun, 01 Mar 2026 12:00:00 GMT for 12 containers",
    });
  });

  it("shows what members decide in the words of the contracts that they call", async () => {
    const governor = Interface.from(ConsortiumGovernor__factory.abi);
    const consortium = Interface.from(IConsortium__factory.abi);
    const { Consortium, TimelockController } = PLACE.contracts;
    const wait = Interface.from(TimelockController__factory.abi).encodeFunctionData("updateDelay", [172_800n]);
    const data = governor.encodeFunctionData("propose", [
      [Consortium, TimelockController],
      [0n, 0n],
      [consortium.encodeFunctionData("suspend", [7n]), wait],
      "Suspend member 7",
    ]);
    expect((await shown("ConsortiumGovernor", data))?.values).to.include({
      Contract: "Consortium",
      "Contract 2": "TimelockController",
      Call: "Suspend member 7",
      "Call 2": "Let decisions wait 48:00:00",
      Text: "Suspend member 7",
    });
    const vote = governor.encodeFunctionData("castVote", [9n, VoteType.Against]);
    expect((await shown("ConsortiumGovernor", vote))?.sentence).to.equal("Vote Against on proposal 9");
  });

  it("shows what an agent signs for somebody else to hand in", async () => {
    const transfer = bills.encodeFunctionData("transferFrom", [SHIPPER, BANK, BILL]);
    const domain = {
      name: "Bollard Agency",
      version: "1",
      chainId: WALLET.chainId,
      verifyingContract: PLACE.contracts.Agency,
    };
    const message = {
      principal: 7n,
      agent: BANK,
      target: PLACE.contracts.BillOfLading,
      data: transfer,
      nonce: 0n,
      deadline: NOON,
    };
    const typed = { types: SIGNED_REQUEST_TYPES, primaryType: "SignedRequest", domain, message };
    // This renderer follows no call inside a message, as it does inside a call: it is given the bytes.
    const text = JSON.stringify(WALLET.clearSig["eip712-Agency.json"]);
    const clearSig = { "eip712-Agency.json": JSON.parse(text.replace('"calldata"', '"raw"')) as Descriptor };
    const rendered = await eip712(typed as unknown as ClearSigTypedInput, { ...WALLET, clearSig });
    expect(rendered?.fields["Signed by"]?.value).to.equal("Hanse Bank");
    expect(rendered?.fields["To be sent until"]?.value).to.equal("Sun, 01 Mar 2026 12:00:00 GMT");
    expect(rendered?.fields["Act"]?.rawValue).to.equal(transfer);
  });

  it("shows what a driver signs at the gate", async () => {
    const message = {
      tokenId: BILL,
      consignment: 1n,
      number: containerNumber(1),
      terminal: 7n,
      slot: 3n,
      truck: "0x" + "11".repeat(12),
      challenge: encodeBytes32String("lane 4"),
      expiry: NOON,
    };
    const domain = {
      name: "Bollard PickUp",
      version: "1",
      chainId: WALLET.chainId,
      verifyingContract: PLACE.contracts.PickUp,
    };
    const typed = { types: GATE_PROOF_TYPES, primaryType: "GateProof", domain, message };
    // The library's type fits no plain message; its own documentation goes around it in the same way.
    const rendered = await eip712(typed as unknown as ClearSigTypedInput, WALLET);
    expect(rendered?.intent).to.equal("Prove you are the driver");
    expect(rendered?.fields["Challenge ends"]?.value).to.equal("Sun, 01 Mar 2026 12:00:00 GMT");
    expect(rendered?.fields["Bill"]?.value).to.equal("Bill 4711");
    expect(Object.keys(rendered?.fields ?? {})).to.have.length(8);
  });

  it("shows nothing of a call to another contract, or on another chain", async () => {
    const data = bills.encodeFunctionData("transferFrom", [SHIPPER, BANK, BILL]);
    expect(await shown("Charges", data)).to.equal(undefined);
    expect(await shown("AccessManager", data)).to.equal(undefined);
    const elsewhere = decodeData(PLACE.contracts.BillOfLading, data, 0n, { ...WALLET, chainId: 1n });
    expect(elsewhere !== undefined && !Array.isArray(elsewhere) && elsewhere.clearSig !== undefined).to.equal(false);
  });
});
