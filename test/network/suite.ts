import { Wallet } from "ethers";

import { EVM_CHAIN_ID } from "../../network/lib/settings.js";
import { ActSender, ConsortiumProvider, type Journal } from "../../sdk/connection/index.js";
import { deploySuite } from "../../scripts/support/deploy-suite.js";
import type { Suite as Contracts } from "../../sdk/chain/suite.js";
import { carrierCode, lei, Role } from "../support/values.js";
import type { Parties, Party } from "../support/suite.js";
import { connectHardhat, type TestChain } from "./chain.js";

/** The parties of the tests that have a key of their own on the chain. */
export type ChainParties = Omit<Parties, "custodian">;

export interface ChainSuite extends Contracts {
  parties: ChainParties;
  /** closes Hardhat's connection */
  close(): Promise<void>;
}

const ROLES = {
  carrier: Role.CARRIER,
  otherCarrier: Role.CARRIER,
  shipper: Role.TRADER,
  consignee: Role.TRADER,
  trader: Role.TRADER,
  bank: Role.BANK,
  forwarder: Role.FORWARDER,
  terminal: Role.TERMINAL,
  customs: Role.CUSTOMS,
  haulier: Role.HAULIER,
} as const;

/** Keys of the members of these tests. Those that the chain was made with are left to the demo, which admits them. */
const wallets = new Map([...Object.keys(ROLES), "outsider"].map((name) => [name, Wallet.createRandom()]));

/**
 * Deploys the suite on the chain as `npm run deploy` does, and admits the members with their own keys. What is there
 * already stays: every file of tests calls this.
 */
export async function suiteOn({ chain, members }: TestChain): Promise<ChainSuite> {
  const keys = [members.deployer, ...wallets.values()].map(({ privateKey }) => privateKey);
  const connection = await connectHardhat(chain, keys);
  const { suite } = await deploySuite(connection);
  const signers = await connection.ethers.getSigners();
  const party = async (name: keyof ChainParties): Promise<Party> => {
    const signer = signers.find(({ address }) => address === wallets.get(name)?.address);
    if (signer === undefined) throw new Error(`the chain has no key for ${name}`);
    const { member } = await suite.consortium.memberOf(signer.address);
    return { signer, address: signer.address, member };
  };
  for (const [index, [name, roles]] of Object.entries(ROLES).entries()) {
    const { address, member } = await party(name as keyof typeof ROLES);
    if (member !== 0n) continue;
    const carrierCodes = roles === Role.CARRIER ? [carrierCode(`T${index}`)] : [];
    await (
      await suite.consortium.admit({ account: address, roles, lei: lei(9_000 + index), carrierCodes, group: 0n })
    ).wait();
  }
  const names = [...Object.keys(ROLES), "outsider"] as (keyof ChainParties)[];
  const entries = await Promise.all(names.map(async (name) => [name, await party(name)] as const));
  return {
    ...suite,
    parties: Object.fromEntries(entries) as ChainParties,
    close: async () => await connection.close(),
  };
}

/** The sdk's connection to every node of the chain, with limits for a test. */
export function connectSdk({ chain }: Pick<TestChain, "chain">): ConsortiumProvider {
  return new ConsortiumProvider(chain.urls, EVM_CHAIN_ID, { requestLimit: 3_000, pollingInterval: 300 });
}

/** A sender for one member's key. */
export function senderFor(name: keyof ChainParties, provider: ConsortiumProvider, journal: Journal): ActSender {
  const wallet = wallets.get(name);
  if (wallet === undefined) throw new Error(`${name} has no key`);
  return new ActSender(new Wallet(wallet.privateKey), provider, journal);
}
