import type { Agency__factory, IAgency__factory } from "../../../typechain-types/index.js";
import { bill, bytes, call, contract, date, each, hidden, number, party } from "../labels.js";
import { calledBy, type ContractWords, type FunctionWords } from "../words.js";
import { SET_AUTHORITY } from "./shared.js";

const SELECTOR = bytes("Function (selector)");
const REQUEST = {
  principal: number("For member"),
  agent: party("Signed by"),
  target: contract("Contract"),
  nonce: number("Nonce"),
  deadline: date("To be sent until"),
};

/** Agency: mandates, and acts for principals. The act inside has the words of its own contract. */
export const AGENCY_WORDS: ContractWords<typeof IAgency__factory.abi, typeof Agency__factory.abi> = {
  ...SET_AUTHORITY,
  connectSubjects: calledBy("the deployment, once"),
  grant: {
    intent: "Let agents act for you",
    fields: {
      mandates: each("Mandate", {
        agent: party("Agent"),
        target: contract("Contract"),
        selectors: SELECTOR,
        start: date("Begins (1970: now)"),
        end: date("Ends (1970: never)"),
        tokenIds: bill("Only bill"),
        transportDocumentReferences: bytes("Only ref. (ASCII)"),
        unLocationCode: bytes("Only place (0: all)"),
      }),
    },
  },
  revoke: {
    intent: "Take functions from agents",
    fields: {
      powers: each("Mandate", { agent: party("Agent"), target: contract("Contract"), selector: SELECTOR }),
    },
  },
  dismiss: {
    intent: "Take all from an agent",
    sentence: "Take everything from the agent {agent}",
    fields: { agent: party("Agent") },
  },
  act: {
    intent: "Act for a member",
    sentence: "For member {principal}, on {target}: {data}",
    fields: { principal: number("For member"), target: contract("Contract"), data: call("Act", "target") },
  },
  actAll: {
    intent: "Act for a member",
    fields: {
      principal: number("For member"),
      acts: each("Act", { target: contract("Contract"), data: call("Act", "acts.[].target") }),
    },
  },
  actSigned: {
    intent: "Hand in a signed act",
    fields: {
      request: { ...REQUEST, data: call("Act", "request.target") },
      signature: hidden("the agent's signature: the contract checks it"),
    },
  },
  withdrawRequest: {
    intent: "Take back a signed act",
    sentence: "Take back what you signed under nonce {nonce}",
    fields: { nonce: number("Nonce") },
  },
};

/** What an agent signs for somebody else to hand in. */
export const SIGNED_REQUEST_WORDS: FunctionWords<typeof REQUEST & { data: ReturnType<typeof call> }> = {
  intent: "Sign an act for a member",
  fields: { ...REQUEST, data: call("Act", "target") },
};
