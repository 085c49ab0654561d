import { Wallet, ZeroHash, hexlify, randomBytes, sha256, toUtf8Bytes } from "ethers";

import { madeUpContainer } from "../../scripts/support/made-up.js";
import { gateProofDomain, signGateProof, truckCommitment } from "../../sdk/release/gate-proof.js";
import type { BillOfLading, PickUp, ReleaseRegistry } from "../../typechain-types/index.js";
import type { Say } from "../lib/binary.js";
import { EVM_CHAIN_ID } from "../lib/settings.js";
import type { Account, Act } from "./accounts.js";
import { type Measured, drive } from "./drive.js";
import type { Load } from "./phases.js";
import { bytes20 } from "./suite.js";

/** One shipment's parties: whoever acts until its containers are out. */
export interface Berth {
  carrier: Account;
  shipper: Account;
  consignee: Account;
  terminal: Account;
  terminalNumber: number;
  customs: Account;
  haulier: Account;
}

export interface GateStage {
  watch: string;
  billOfLading: BillOfLading;
  releaseRegistry: ReleaseRegistry;
  pickUp: PickUp;
  berths: Berth[];
}

const WAYBILL = 3n;
const IMPORT = 1;
const CONSIGNMENT = 1;
/** The reason GONE: contracts/interfaces/IReleaseRegistry.sol. */
const GONE = 14n;
/** Gas for acts that are not measured. */
const PLENTY = 6_000_000n;

interface Shipment extends Berth {
  tokenId: bigint;
  numbers: string[];
}

/**
 * Brings `each` containers of every berth through the gate, and measures the laden gate-outs alone: in each, all four
 * lights are read again.
 */
export async function gateOuts(
  { watch, billOfLading, releaseRegistry, pickUp, berths }: GateStage,
  { run, each, inFlight }: Load & { run: string },
  say: Say,
): Promise<Measured> {
  const [bills, registry, gate] = [billOfLading.interface, releaseRegistry.interface, pickUp.interface];
  const [toBills, toRegistry, toGate] = [
    await billOfLading.getAddress(),
    await releaseRegistry.getAddress(),
    await pickUp.getAddress(),
  ];
  const shipments: Shipment[] = berths.map((berth, index) => ({
    ...berth,
    tokenId: BigInt(sha256(toUtf8Bytes(`${run}${index}`))),
    // The run chooses the owner's letters.
    numbers: Array.from({ length: each }, (_, box) => madeUpContainer(`BO${run.charAt(0)}U`, index * each + box)),
  }));
  const now = async () => (await billOfLading.runner?.provider?.getBlock("latest"))?.timestamp ?? 0;
  const step = async (
    name: string,
    who: (shipment: Shipment) => Account,
    acts: (shipment: Shipment) => Promise<Act[]> | Act[],
  ) => {
    const lanes = await Promise.all(shipments.map(async (shipment) => await who(shipment).lane(await acts(shipment))));
    return await drive(lanes, { watch, name, inFlight, say });
  };
  const registryAct = (data: string, gasLimit = PLENTY): Act => ({ to: toRegistry, data, gasLimit });
  const gateAct = (data: string, gasLimit = PLENTY): Act => ({ to: toGate, data, gasLimit });

  await step(
    "waybills and consignments",
    ({ carrier }) => carrier,
    ({ tokenId, numbers, ...berth }) => {
      const issuance = {
        tokenId,
        transportDocumentReference: bytes20(`${run}${String(tokenId).slice(0, 10)}`),
        kind: WAYBILL,
        issueTo: berth.shipper.address,
        shipper: berth.shipper.address,
        titleTo: berth.consignee.address,
        shipperRepresents: ZeroHash,
        titleToRepresents: ZeroHash,
        noDisposal: false,
      };
      const opening = {
        tokenId,
        consignment: CONSIGNMENT,
        terminal: berth.terminal.address,
        customs: berth.customs.address,
        unLocationCode: hexlify(toUtf8Bytes("BEANR")),
        carrierHaulage: false,
        numbers,
      };
      const issue = bills.encodeFunctionData("issue", [issuance]);
      return [
        { to: toBills, data: issue, gasLimit: PLENTY },
        registryAct(registry.encodeFunctionData("openConsignment", [opening])),
      ];
    },
  );
  const happened = await now();
  await step(
    "discharges",
    ({ terminal }) => terminal,
    ({ tokenId, numbers }) => [
      registryAct(registry.encodeFunctionData("discharge", [tokenId, numbers, happened])),
      registryAct(registry.encodeFunctionData("releaseAtTerminal", [tokenId, numbers, happened])),
      gateAct(gate.encodeFunctionData("openSlot", [happened, 86_400, each])),
    ],
  );
  await step(
    "clearances",
    ({ customs }) => customs,
    ({ tokenId, numbers }) => [
      registryAct(registry.encodeFunctionData("clearCustoms", [tokenId, numbers, IMPORT, sha256("0x01"), happened])),
    ],
  );
  await step(
    "delivery orders",
    ({ carrier }) => carrier,
    ({ tokenId, numbers }) => [registryAct(registry.encodeFunctionData("giveRelease", [tokenId, numbers, 0]))],
  );
  await step(
    "hauliers named",
    ({ consignee }) => consignee,
    ({ tokenId, numbers, haulier }) => [
      registryAct(registry.encodeFunctionData("nameHaulier", [tokenId, numbers, haulier.address])),
    ],
  );

  const driver = Wallet.createRandom();
  const truck = truckCommitment(hexlify(randomBytes(32)), "1-ABC-234", "driver");
  const slotOf = new Map(
    await Promise.all(
      berths.map(
        async ({ terminalNumber }) => [terminalNumber, Number(await pickUp.slotCount(terminalNumber))] as const,
      ),
    ),
  );
  const slot = (terminal: number) => slotOf.get(terminal) ?? 0;
  await step(
    "slots booked",
    ({ haulier }) => haulier,
    ({ tokenId, numbers, terminalNumber }) =>
      numbers.map((number) => {
        const booked = slot(terminalNumber);
        const data = gate.encodeFunctionData("book", [tokenId, number, terminalNumber, booked, driver.address, truck]);
        return gateAct(data, 300_000n);
      }),
  );
  const entered = await now();
  const domain = gateProofDomain(BigInt(EVM_CHAIN_ID), toGate);
  await step(
    "gate-ins",
    ({ terminal }) => terminal,
    async ({ tokenId, numbers, terminalNumber }) =>
      await Promise.all(
        numbers.map(async (number) => {
          const pass = { tokenId, number, truck, challenge: hexlify(randomBytes(32)), expiry: entered + 600 };
          const where = { consignment: CONSIGNMENT, terminal: terminalNumber, slot: slot(terminalNumber) };
          const signature = await signGateProof(driver, domain, { ...pass, ...where });
          return gateAct(gate.encodeFunctionData("gateIn", [{ ...pass, happened: entered }, signature]), 400_000n);
        }),
      ),
  );

  const left = await now();
  const receipt = sha256(toUtf8Bytes("equipment interchange receipt"));
  const seal = sha256(toUtf8Bytes("SEAL0001"));
  const measured = await step(
    "laden gate-outs",
    ({ terminal }) => terminal,
    ({ tokenId, numbers }) =>
      numbers.map((number) =>
        registryAct(registry.encodeFunctionData("gateOut", [tokenId, number, left, truck, seal, receipt]), 110_000n),
      ),
  );
  await requireGone(releaseRegistry, shipments);
  return measured;
}

/** A transaction that reverts is in a block too: what counts is that the containers have left. */
async function requireGone(registry: ReleaseRegistry, shipments: Shipment[]): Promise<void> {
  for (const { tokenId, numbers } of shipments) {
    for (const number of numbers) {
      const [reason] = await registry.whyNot(tokenId, number);
      if (reason !== GONE) throw new Error(`container ${number} has not left: reason ${reason}`);
    }
  }
}
