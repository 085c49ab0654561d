// The steps of the release of cargo: ten containers under a straight bill, surrendered for delivery.
import {
  Authority,
  bringToGate,
  Clearance,
  containerNumber,
  DECLARATION,
  deployRelease,
  End,
  gatePass,
  issueStraight,
  now,
  opening,
  openSlot,
  REASON_CODE,
  RECEIPT,
  type ReleaseSuite,
  SEAL,
  truckCommitment,
  turnGreen,
} from "../../test/support/release.js";
import { gasOf, type Step } from "./steps.js";
import type { World } from "./world.js";

const NUMBERS = Array.from({ length: 10 }, (_, i) => containerNumber(i + 1));
const [BOX = "", OTHER_BOX = ""] = NUMBERS;
const NO_LIMIT = 0n;

/** A suite with a surrendered bill; in the steady state its ten containers came once before, under another bill. */
interface Quay extends ReleaseSuite {
  readonly tokenId: bigint;
  readonly ethers: World["ethers"];
  readonly isSteady: boolean;
  readonly as: (actor: keyof ReleaseSuite["actors"]) => ReleaseSuite["registry"];
}

export const RELEASE_STEPS: readonly Step[] = [
  {
    ...step("open a consignment, per container (10 containers)", 38_000, async (quay) =>
      perContainer(await gasOf(quay.as("carrier").openConsignment(opening(quay, NUMBERS, { tokenId: quay.tokenId })))),
    ),
    accepted: 44_500,
  },
  step("customs cleared", 42_000, async (quay) => {
    const { as, tokenId, ethers } = await opened(quay);
    return gasOf(as("customs").clearCustoms(tokenId, [BOX], Clearance.IMPORT, DECLARATION, await now(ethers)));
  }),
  step("another light, or a hold, changed", 45_000, async (quay) => {
    const { as, tokenId, ethers } = await opened(quay);
    const time = await now(ethers);
    // The dearest of them counts.
    return Math.max(
      await gasOf(as("terminal").discharge(tokenId, [BOX], time)),
      await gasOf(as("terminal").releaseAtTerminal(tokenId, [BOX], time)),
      await gasOf(as("terminal").withdrawTerminalRelease(tokenId, [BOX], REASON_CODE, time)),
      await gasOf(as("customs").placeHold(tokenId, [BOX], Authority.CUSTOMS, REASON_CODE)),
      await gasOf(as("customs").liftHold(tokenId, [BOX], Authority.CUSTOMS, REASON_CODE)),
    );
  }),
  {
    ...step("delivery order over 10 containers, per container", 15_000, async (quay) => {
      const { as, tokenId } = await green(quay);
      return perContainer(await gasOf(as("carrier").giveRelease(tokenId, NUMBERS, NO_LIMIT)));
    }),
    accepted: 15_050,
  },
  step("release right offered and accepted, one container", 85_000, async (quay) => passOn(await given(quay), [BOX])),
  step("the same in bulk over 10, per container", 28_000, async (quay) =>
    perContainer(await passOn(await given(quay), NUMBERS)),
  ),
  step("haulier named", 44_000, async (quay) => {
    const { as, actors, tokenId } = await given(quay);
    return gasOf(as("consignee").nameHaulier(tokenId, [BOX], actors.haulier.address));
  }),
  step("slot booked with driver and truck", 78_000, async (quay) => {
    const { as, actors, tokenId, ethers } = await given(quay);
    await as("consignee").nameHaulier(tokenId, [BOX, OTHER_BOX], actors.haulier.address);
    const slot = await openSlot(quay, ethers);
    const book = (number: string, truck: string) =>
      quay.pickUp
        .connect(actors.haulier.signer)
        .book(tokenId, number, actors.terminal.member, slot, actors.driver.address, truckCommitment(truck));
    if (quay.isSteady) await book(OTHER_BOX, "another truck");
    return gasOf(book(BOX, "truck"));
  }),
  step("gate-in and laden gate-out with driver signature", 120_000, async (quay) => {
    const { as, pickUp, actors, tokenId, ethers } = await opened(quay);
    const booked = await bringToGate(quay, ethers, tokenId, [BOX]);
    const { pass, signature } = await gatePass(quay, ethers, { tokenId, number: BOX, ...booked });
    const gateIn = await gasOf(pickUp.connect(actors.terminal.signer).gateIn(pass, signature));
    const gateOut = as("terminal").gateOut(tokenId, BOX, pass.happened, pass.truck, SEAL, RECEIPT);
    return gateIn + (await gasOf(gateOut));
  }),
];

function step(name: string, budget: number, measure: (quay: Quay) => Promise<number>): Step {
  return { name, budget, reference: null, measure: async (world) => measure(await deployQuay(world)) };
}

async function deployQuay({ ethers, isSteady }: World): Promise<Quay> {
  const suite = await deployRelease(ethers);
  const { registry, bills, actors } = suite;
  const as: Quay["as"] = (actor) => registry.connect(actors[actor].signer);
  const surrendered = async (reference: string) => {
    const tokenId = await issueStraight(suite, reference);
    await bills.connect(actors.shipper.signer).surrenderForDelivery(tokenId);
    await bills.connect(actors.carrier.signer).acceptSurrender(tokenId);
    return tokenId;
  };
  if (isSteady) {
    const before = await surrendered("BEFORE");
    await as("carrier").openConsignment(opening(suite, NUMBERS, { tokenId: before }));
    await as("carrier").endOtherwise(before, NUMBERS, End.STRUCK_OFF, DECLARATION, await now(ethers));
  }
  return { ...suite, tokenId: await surrendered("NOW"), ethers, isSteady, as };
}

async function opened(quay: Quay): Promise<Quay> {
  await quay.as("carrier").openConsignment(opening(quay, NUMBERS, { tokenId: quay.tokenId }));
  return quay;
}

async function green(quay: Quay): Promise<Quay> {
  const { tokenId, ethers } = await opened(quay);
  await turnGreen(quay, ethers, tokenId, NUMBERS);
  return quay;
}

/** The consignee has the right to each; in the steady state it has acted on another container before. */
async function given(quay: Quay): Promise<Quay> {
  const { as, actors, tokenId } = await green(quay);
  await as("carrier").giveRelease(tokenId, NUMBERS, NO_LIMIT);
  if (quay.isSteady) await as("consignee").nameHaulier(tokenId, [OTHER_BOX], actors.otherHaulier.address);
  return quay;
}

async function passOn({ as, actors, tokenId }: Quay, numbers: string[]): Promise<number> {
  const offered = as("consignee").offerRelease(tokenId, numbers, actors.forwarder.address, NO_LIMIT, NO_LIMIT);
  const gas = await gasOf(offered);
  return gas + (await gasOf(as("forwarder").acceptRelease(tokenId, numbers, NO_LIMIT)));
}

function perContainer(gas: number): number {
  return Math.ceil(gas / NUMBERS.length);
}
