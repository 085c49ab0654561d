import type { HardhatEthers } from "@nomicfoundation/hardhat-ethers/types";
import type { NetworkHelpers } from "@nomicfoundation/hardhat-network-helpers/types";
import { expect } from "chai";

import type { SmartAccount } from "../support/accounts/account.js";
import { admitWallet } from "../support/accounts/members.js";
import {
  containerNumber,
  deployRelease,
  GATE_PROOF_TYPES,
  gateDomain,
  gatePass,
  Mode,
  now,
  opening,
  type ReleaseSuite,
  RoleBit,
  Stage,
  truckCommitment,
  turnGreen,
} from "../support/release.js";

const BOX = containerNumber(1);
const BARGE = truckCommitment("barge 02325678");

/** The account of a barge operator, and others that sign in its place. */
export interface Signers {
  readonly operator: SmartAccount;
  /** Whose signatures the operator's account does not own to, with the reason why. */
  readonly impostors: Readonly<Record<string, SmartAccount>>;
}

/** A green container for which the operator has booked a call at the terminal: its own account signs at the gate. */
export async function deployAtQuay(ethers: HardhatEthers, deploySigners: (suite: ReleaseSuite) => Promise<Signers>) {
  const suite = await deployRelease(ethers);
  const { consortium, registry, pickUp, actors, waybill } = suite;
  const signers = await deploySigners(suite);
  const { account: operator, member, address } = await admitWallet(consortium, signers.operator, RoleBit.HAULIER);
  await registry.connect(actors.carrier.signer).openConsignment(opening(suite, [BOX]));
  await turnGreen(suite, ethers, waybill, [BOX]);
  await registry.connect(actors.carrier.signer).giveRelease(waybill, [BOX], 0n);
  await registry.connect(actors.consignee.signer).nameHaulier(waybill, [BOX], address);
  await pickUp.connect(actors.terminal.signer).openCall(Mode.BARGE, await now(ethers), 86_400n, 10n);
  const call = await pickUp.slotCount(actors.terminal.member);
  await operator.act(await pickUp.book.populateTransaction(waybill, BOX, actors.terminal.member, call, address, BARGE));
  const passSignedBy = async (signer: SmartAccount) => {
    const given = await gatePass(suite, ethers, { tokenId: waybill, number: BOX, slot: call, truck: BARGE });
    const domain = await gateDomain(suite, ethers);
    return { ...given, signature: await signer.signTypedData(domain, GATE_PROOF_TYPES, { ...given.proof }) };
  };
  return { ...suite, ...signers, operator, member, call, passSignedBy };
}

/** The proof at the gate, signed by an account that is a contract (ERC-1271). */
export function shouldSignAtTheGate(
  ethers: HardhatEthers,
  networkHelpers: NetworkHelpers,
  deploySigners: (suite: ReleaseSuite) => Promise<Signers>,
) {
  const deploy = () => deployAtQuay(ethers, deploySigners);

  it("is not let in by a signature that the account does not own to", async () => {
    const { registry, pickUp, actors, waybill, operator, impostors, passSignedBy } =
      await networkHelpers.loadFixture(deploy);
    const gate = pickUp.connect(actors.terminal.signer);
    for (const [why, impostor] of Object.entries(impostors)) {
      const { pass, signature } = await passSignedBy(impostor);
      await expect(gate.gateIn(pass, signature), why)
        .to.be.revertedWithCustomError(pickUp, "PickUp_WrongProof")
        .withArgs(waybill, BOX, operator.address);
    }
    expect((await registry.containerOf(waybill, BOX)).stage).to.equal(Stage.DISCHARGED);
  });

  it("is let in by its own signature, once", async () => {
    const { registry, pickUp, actors, waybill, operator, call, passSignedBy } =
      await networkHelpers.loadFixture(deploy);
    const gate = pickUp.connect(actors.terminal.signer);
    const { pass, signature } = await passSignedBy(operator);
    await expect(gate.gateIn(pass, signature))
      .to.emit(pickUp, "GatedIn")
      .withArgs(
        waybill,
        BOX,
        actors.terminal.member,
        call,
        operator.address,
        BARGE,
        pass.challenge,
        pass.happened,
        (trail: bigint[]) => trail.length === 2,
      );
    expect((await registry.containerOf(waybill, BOX)).stage).to.equal(Stage.GATED_IN);
  });
}
