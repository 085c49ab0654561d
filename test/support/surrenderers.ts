import { endorseAndTransfer, transfer } from "./bills.js";
import { Act, issueBill, Kind, type Parties, type Suite } from "./suite.js";

/** Who may surrender each kind, how it comes into possession, and who is entitled by it. */
export interface Surrenderer {
  readonly what: string;
  readonly kind: Kind;
  readonly prepare: (suite: Suite) => Promise<bigint>;
  readonly by: keyof Parties;
  readonly entitled: keyof Parties;
}

export const SURRENDERERS: Surrenderer[] = [
  {
    what: "the shipper of a STRAIGHT bill",
    kind: Kind.STRAIGHT,
    prepare: (suite) => issueBill(suite, Kind.STRAIGHT),
    by: "shipper",
    entitled: "consignee",
  },
  {
    what: "the consignee of a STRAIGHT bill",
    kind: Kind.STRAIGHT,
    prepare: async (suite) => {
      const tokenId = await issueBill(suite, Kind.STRAIGHT);
      await transfer(suite.bills, suite.parties.shipper, suite.parties.consignee, tokenId);
      return tokenId;
    },
    by: "consignee",
    entitled: "consignee",
  },
  {
    what: "the first titleholder of a TO_ORDER bill",
    kind: Kind.TO_ORDER,
    prepare: (suite) => issueBill(suite, Kind.TO_ORDER),
    by: "shipper",
    entitled: "shipper",
  },
  {
    what: "the final endorsee of a TO_ORDER bill",
    kind: Kind.TO_ORDER,
    prepare: async (suite) => {
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      await endorseAndTransfer(suite.bills, suite.parties.shipper, Act.ENDORSE, suite.parties.bank, tokenId);
      return tokenId;
    },
    by: "bank",
    entitled: "bank",
  },
  {
    what: "the possessor of a BEARER bill",
    kind: Kind.BEARER,
    prepare: async (suite) => {
      const tokenId = await issueBill(suite, Kind.BEARER);
      await transfer(suite.bills, suite.parties.shipper, suite.parties.custodian, tokenId);
      return tokenId;
    },
    by: "custodian",
    entitled: "custodian",
  },
];
