/** A member's desk for its agents: mandates given, taken back, listed, and tried. */
import type { TransactionReceipt } from "ethers";

import { Agency__factory } from "../../typechain-types/index.js";
import { checkedAccount, checkedInteger, checkedList } from "../chain/arguments.js";
import { ChainError, decodingErrors, toChainError } from "../chain/errors.js";
import { connectSuite, type SuiteAddresses } from "../chain/suite.js";
import { isSigner, type Runner, Transaction } from "../chain/transaction.js";
import { type Call } from "./calls.js";
import { addressOf, type ContractName } from "./contracts.js";
import { eventsOf, type SuiteEvent } from "./events.js";
import { encodeMandate, type MandateEntry, type MandateOrder, readMandates, selectorsOf } from "./mandates.js";

/** Functions of one contract in the hands of one agent. */
export interface AgentPower {
  readonly agent: string;
  readonly contract: ContractName;
  /** By name or signature. */
  readonly functions: readonly string[];
}

/** An act that is ready: `dryRun()` tells what it would do and cost, `send()` does it. */
export type AgencyAct = Transaction<SuiteEvent>;

const MOST_MEMBERS = 2 ** 32 - 1;

/**
 * A desk at one deployment, for one principal. Acts check their arguments at once (ArgumentError) and send nothing:
 *
 *     const desk = new AgencyDesk(addresses, signer);
 *     await desk.grant([{ agent, contract: "BillOfLading", functions: ["sign", "transferFrom"] }]).send();
 *
 * The agent then works at a desk of its own: `new BillDesk(addresses, agentSigner).for(principal)`.
 */
export class AgencyDesk {
  /**
   * @param addresses of the whole suite
   * @param runner the principal's signer with a provider; or a provider, to read only
   */
  constructor(
    readonly addresses: SuiteAddresses,
    readonly runner: Runner,
  ) {}

  get #agency() {
    return connectSuite(this.addresses, this.runner).agency;
  }

  /* MANDATES */

  /** Gives mandates. One for a function that the agent has already takes the place of the earlier one. */
  grant(orders: readonly MandateOrder[]): AgencyAct {
    checkedList(orders, "mandates", (order) => order);
    const mandates = orders.map((order, index) => encodeMandate(this.addresses, order, `mandates[${index}]`));
    return this.#act("grant", [mandates]);
  }

  /** Takes functions back, at once. */
  revoke(powers: readonly AgentPower[]): AgencyAct {
    checkedList(powers, "powers", (power) => power);
    const list = powers.flatMap(({ agent, contract, functions }, index) => {
      const account = checkedAccount(agent, `powers[${index}].agent`);
      const target = addressOf(this.addresses, contract, `powers[${index}].contract`);
      const selectors = selectorsOf(contract, functions, `powers[${index}].functions`);
      return selectors.map((selector) => ({ agent: account, target, selector }));
    });
    return this.#act("revoke", [list]);
  }

  /** Takes everything back from an agent, at once. */
  dismiss(agent: string): AgencyAct {
    return this.#act("dismiss", [checkedAccount(agent, "agent")]);
  }

  /* READING */

  /** All mandates that a member ever gave, the newest first. @throws ChainError MISSING_EVENT */
  async list(principal: number): Promise<MandateEntry[]> {
    checkedInteger(principal, "principal", 1, MOST_MEMBERS);
    const provider = isSigner(this.runner) ? this.runner.provider : this.runner;
    const block = await decodingErrors(provider?.getBlock("latest") ?? Promise.resolve(null));
    if (block === null) throw new ChainError("NETWORK_ERROR", "The node does not answer with its latest block");
    return await readMandates(this.#agency, this.addresses, principal, block.timestamp);
  }

  /**
   * Why an agent may not do something for a principal, before the contract itself is asked.
   * @param act of any desk, or a call
   * @returns nothing if its mandate covers the act
   */
  async whyNot(principal: number, agent: string, act: Call | Transaction<unknown>): Promise<ChainError | undefined> {
    checkedInteger(principal, "principal", 1, MOST_MEMBERS);
    const { target, data } = act instanceof Transaction ? await act.call() : act;
    try {
      await this.#agency.requireMay(principal, checkedAccount(agent, "agent"), target, data);
      return undefined;
    } catch (error) {
      const refused = toChainError(error);
      if (refused === undefined || !/^(?:Agency|Consortium)_/.test(refused.code)) throw refused ?? error;
      return refused;
    }
  }

  #act(method: string, args: readonly unknown[]): AgencyAct {
    const events = ({ logs }: TransactionReceipt) => eventsOf(logs, this.addresses);
    return new Transaction(this.#agency, Agency__factory.abi, this.runner, method, args, events);
  }
}
