import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { network } from "hardhat";

import {
  AgencyDesk,
  agentsOf,
  ArgumentError,
  BillDesk,
  ChainError,
  type SignedAgencyRequest,
  signRequest,
  submitRequest,
  type SuiteAddresses,
  withdrawRequest,
} from "../../../sdk/index.js";
import { rejection, thrown, watchedProvider } from "../../support/chain.js";
import { deployRelease, issueStraight } from "../../support/release.js";

const { ethers, networkHelpers } = await network.create();

const DAY = 86_400;

/** The suite, two straight bills of the shipper, and the outsider as its staff, with desks. */
async function deploy() {
  const suite = await deployRelease(ethers);
  const { actors, authority, consortium, bills, casework, registry, charges, pickUp, subjects } = suite;
  const addresses: SuiteAddresses = {
    AccessManager: await authority.getAddress(),
    Consortium: await consortium.getAddress(),
    Agency: await consortium.agency(),
    BillAmendments: await bills.amendments(),
    BillOfLading: await bills.getAddress(),
    ReleaseCasework: await casework.getAddress(),
    ReleaseRegistry: await registry.getAddress(),
    Charges: await charges.getAddress(),
    PickUp: await pickUp.getAddress(),
    Subjects: await subjects.getAddress(),
  };
  const [tokenId, other] = [await issueStraight(suite, "FIRST"), await issueStraight(suite, "SECOND")];
  const { shipper, outsider: staff } = actors;
  const principal = Number(shipper.member);
  const desk = new AgencyDesk(addresses, shipper.signer);
  const atWork = new BillDesk(addresses, staff.signer).for(principal);
  const deadline = (await networkHelpers.time.latest()) + DAY;
  return { ...suite, addresses, tokenId, other, shipper, staff, principal, desk, atWork, deadline };
}

/** The same, and staff may sign and transfer. */
async function deployGranted() {
  const deployed = await deploy();
  const { desk, staff } = deployed;
  await desk.grant([{ agent: staff.address, contract: "BillOfLading", functions: ["sign", "transferFrom"] }]).send();
  return deployed;
}

describe("AgencyDesk", () => {
  describe("grant", () => {
    it("refuses at once what is not well-formed, and names the place", async () => {
      const { desk, staff } = await networkHelpers.loadFixture(deploy);
      const good = { agent: staff.address, contract: "BillOfLading", functions: ["sign"] } as const;
      const cases: [Parameters<typeof desk.grant>[0], string][] = [
        [[], "mandates"],
        [[good, { ...good, agent: ZeroAddress }], "mandates[1].agent"],
        [[{ ...good, functions: [] }], "mandates[0].functions"],
        [[{ ...good, functions: ["sign", "billOf"] }], "mandates[0].functions[1]"],
        [[{ ...good, start: -1 }], "mandates[0].start"],
        [[{ ...good, start: 20, end: 10 }], "mandates[0].end"],
        [[{ ...good, limit: { tokenIds: [1n], unLocationCode: "BEANR" } }], "mandates[0].limit"],
        [[{ ...good, limit: { tokenIds: [] } }], "mandates[0].limit.tokenIds"],
        [[{ ...good, limit: { tokenIds: [1n, 1n] } }], "mandates[0].limit.tokenIds[1]"],
        [
          [{ ...good, limit: { transportDocumentReferences: ["é"] } }],
          "mandates[0].limit.transportDocumentReferences[0]",
        ],
        [[{ ...good, limit: { unLocationCode: "Antwerp" } }], "mandates[0].limit.unLocationCode"],
        [[{ ...good, contract: "ConsortiumGovernor", functions: ["castVote"] }], "mandates[0].contract"],
      ];
      for (const [orders, argument] of cases) {
        expect(thrown(() => desk.grant(orders), ArgumentError).argument).to.equal(argument);
      }
    });

    it("gives every function of a name, and tells the events", async () => {
      const { agency, bills, desk, principal, shipper, staff } = await networkHelpers.loadFixture(deploy);
      const act = desk.grant([
        { agent: staff.address, contract: "BillOfLading", functions: ["safeTransferFrom"], limit: { tokenIds: [7n] } },
      ]);
      const { events } = await act.send();
      expect(events.map(({ contract, event }) => `${contract}.${event}`)).to.deep.equal(["Agency.MandateGranted"]);
      expect(events[0]?.args).to.deep.include({ principal, agent: staff.address, number: 1n, limit: "BILLS" });
      for (const signature of [
        "safeTransferFrom(address,address,uint256)",
        "safeTransferFrom(address,address,uint256,bytes)",
      ] as const) {
        const { selector } = bills.interface.getFunction(signature);
        const terms = await agency.termsOf(shipper.member, { agent: staff.address, target: bills.target, selector });
        expect(terms.number).to.equal(1n);
      }
    });
  });

  describe("list", () => {
    it("is empty for who gave none, and refuses what is no member's number", async () => {
      const { desk, principal } = await networkHelpers.loadFixture(deploy);
      expect(await desk.list(principal)).to.deep.equal([]);
      expect((await rejection(desk.list(0), ArgumentError)).argument).to.equal("principal");
    });

    it("tells every mandate and how each function of it stands", async () => {
      const { addresses, desk, principal, staff, actors, deadline } = await networkHelpers.loadFixture(deploy);
      const bills = { agent: staff.address, contract: "BillOfLading" } as const;
      const { block } = await desk.grant([{ ...bills, functions: ["sign", "reject", "endorse", "instruct"] }]).send();
      await desk
        .grant([
          { ...bills, functions: ["sign"], limit: { transportDocumentReferences: ["MINE"] } },
          { ...bills, functions: ["acceptSurrender"], start: deadline },
          { ...bills, functions: ["refuseSurrender"], end: deadline, limit: { unLocationCode: "BEANR" } },
          { ...bills, agent: actors.forwarder.address, functions: ["sign"] },
        ])
        .send();
      await desk.revoke([{ ...bills, functions: ["reject"] }]).send();
      await desk.dismiss(actors.forwarder.address).send();
      const states = async () =>
        (await desk.list(principal)).map(({ number, functions }) => [
          number,
          functions.map(({ name, state }) => `${name.replace(/\(.*/, "")} ${state}`).join(", "),
        ]);
      expect(await states()).to.deep.equal([
        [5n, "sign REVOKED"],
        [4n, "refuseSurrender IN_FORCE"],
        [3n, "acceptSurrender NOT_BEGUN"],
        [2n, "sign IN_FORCE"],
        [1n, "sign REPLACED, reject REVOKED, endorse IN_FORCE, instruct IN_FORCE"],
      ]);
      const list = await desk.list(principal);
      expect(list[4]).to.deep.include({
        principal,
        agent: staff.address,
        target: addresses.BillOfLading,
        contract: "BillOfLading",
        end: 0,
        limit: "NONE",
        block,
      });
      expect(list[3]?.transportDocumentReferences).to.deep.equal(["MINE"]);
      expect(list[1]).to.deep.include({ end: deadline, limit: "LOCATION", unLocationCode: "BEANR" });
      await networkHelpers.time.increaseTo(deadline + 1);
      expect((await states()).slice(1, 3)).to.deep.equal([
        [4n, "refuseSurrender EXPIRED"],
        [3n, "acceptSurrender IN_FORCE"],
      ]);
    });

    it("asks for one single block after another, and notices one that is left out", async () => {
      const { addresses, desk, principal, staff } = await networkHelpers.loadFixture(deploy);
      for (const name of ["sign", "reject"]) {
        await desk.grant([{ agent: staff.address, contract: "BillOfLading", functions: [name] }]).send();
      }
      const { provider, requests } = watchedProvider(ethers.provider);
      await new AgencyDesk(addresses, provider).list(principal);
      const asked = requests.filter(({ method }) => method === "eth_getLogs").map(({ params }) => params);
      expect(asked).to.have.length(2);
      for (const params of asked as { fromBlock: string; toBlock: string }[][]) {
        expect(params[0]?.fromBlock).to.equal(params[0]?.toBlock);
      }
      const lying = watchedProvider(ethers.provider, ({ method }, answer) => (method === "eth_getLogs" ? [] : answer));
      const error = await rejection(new AgencyDesk(addresses, lying.provider).list(principal), ChainError);
      expect(error.code).to.equal("MISSING_EVENT");
    });
  });

  describe("whyNot", () => {
    it("says in a sentence why a mandate does not cover an act, and nothing if it does", async () => {
      const { addresses, atWork, bills, desk, other, principal, staff, tokenId } =
        await networkHelpers.loadFixture(deploy);
      const sign = (token: bigint) => ({
        target: addresses.BillOfLading,
        data: bills.interface.encodeFunctionData("sign", [token]),
      });
      const why = async (token: bigint) => (await desk.whyNot(principal, staff.address, sign(token)))?.sentence;
      expect(await why(tokenId)).to.equal(`The agent ${staff.address} has no mandate of member ${principal}`);
      await desk
        .grant([
          { agent: staff.address, contract: "BillOfLading", functions: ["sign"], limit: { tokenIds: [tokenId] } },
        ])
        .send();
      expect(await why(tokenId)).to.equal(undefined);
      expect(await desk.whyNot(principal, staff.address, atWork.sign(tokenId))).to.equal(undefined);
      expect((await desk.whyNot(principal, staff.address, atWork.reject(tokenId)))?.code).to.equal(
        "Agency_FunctionNotCovered",
      );
      expect(await why(other)).to.match(
        new RegExp(
          `^The mandate 1 of member ${principal} for the agent ${staff.address} is only for some bills, and this act ` +
            `concerns the bill 0x[0-9a-f]{8}…$`,
        ),
      );
    });
  });
});

describe("BillDesk", () => {
  describe("for a principal", () => {
    it("refuses a number that no member has", async () => {
      const { addresses, staff, tokenId } = await networkHelpers.loadFixture(deploy);
      const desk = new BillDesk(addresses, staff.signer);
      expect((await rejection(desk.for(0).sign(tokenId).dryRun(), ArgumentError)).argument).to.equal("principal");
      expect((await rejection(desk.for(99).sign(tokenId).dryRun(), ChainError)).code).to.equal(
        "Consortium_NoSuchMember",
      );
    });

    it("explains a missing mandate, and what the contract itself refuses", async () => {
      const { atWork, desk, staff, tokenId, principal } = await networkHelpers.loadFixture(deploy);
      const missing = await rejection(atWork.sign(tokenId).send(), ChainError);
      expect(missing.sentence).to.equal(`The agent ${staff.address} has no mandate of member ${principal}`);
      await desk.grant([{ agent: staff.address, contract: "BillOfLading", functions: ["acceptSurrender"] }]).send();
      const refused = await rejection(atWork.acceptSurrender(tokenId).send(), ChainError);
      expect(refused.code).to.equal("BillOfLading_NotIssuer");
    });

    it("tells the contract's call and in whose name, and does it", async () => {
      const { actors, addresses, atWork, bills, principal, shipper, staff, tokenId } =
        await networkHelpers.loadFixture(deployGranted);
      expect(await atWork.account()).to.equal(shipper.address);
      expect((await atWork.self())?.member).to.equal(principal);
      const act = atWork.transfer(tokenId, actors.bank.address);
      const dry = await act.dryRun();
      expect(dry).to.deep.include({
        from: staff.address,
        to: addresses.BillOfLading,
        method: "transferFrom",
        args: { from: shipper.address, to: actors.bank.address, tokenId },
        principal: { member: principal, account: shipper.address, agency: addresses.Agency },
      });
      const { events } = await act.send();
      expect(events.map(({ event }) => event)).to.deep.equal(["PossessionTransferred"]);
      expect(await bills.ownerOf(tokenId)).to.equal(actors.bank.address);
    });

    it("acts for the account that the principal has by then", async () => {
      const { actors, addresses, atWork, bills, consortium, shipper, staff, tokenId } =
        await networkHelpers.loadFixture(deployGranted);
      const account = (await ethers.getSigners()).at(-1);
      await consortium.replaceAccount(shipper.member, account?.address ?? "");
      await new BillDesk(addresses, staff.signer).followAccounts([tokenId]).send();
      await atWork.transfer(tokenId, actors.bank.address).send();
      expect(await bills.ownerOf(tokenId)).to.equal(actors.bank.address);
    });
  });
});

describe("agentsOf", () => {
  it("names the agent beside the member, with one request for each block, and nobody for a member's own acts", async () => {
    const { addresses, atWork, principal, shipper, staff, tokenId } = await networkHelpers.loadFixture(deployGranted);
    await new BillDesk(addresses, shipper.signer).sign(tokenId).send();
    await atWork.sign(tokenId).send();
    const { provider, requests } = watchedProvider(ethers.provider);
    const reader = new BillDesk(addresses, provider);
    const history = await reader.readHistory(tokenId);
    requests.length = 0;
    const agents = await agentsOf(reader.contracts.billOfLading, history);
    expect(requests.filter(({ method }) => method === "eth_getLogs")).to.have.length(history.length);
    expect(history.map((entry) => [entry.event, agents.get(entry)?.agent, agents.get(entry)?.principal])).to.deep.equal(
      [
        ["Signed", staff.address, principal],
        ["Signed", undefined, undefined],
        ["Issued", undefined, undefined],
      ],
    );
  });
});

describe("signRequest", () => {
  it("refuses an act in the signer's own name, and one that would be refused now", async () => {
    const { addresses, atWork, deadline, staff, tokenId } = await networkHelpers.loadFixture(deploy);
    const own = new BillDesk(addresses, staff.signer).sign(tokenId);
    expect((await rejection(signRequest(own, { deadline }), ChainError)).code).to.equal("Consortium_NotActive");
    const refused = await rejection(signRequest(atWork.sign(tokenId), { deadline }), ChainError);
    expect(refused.code).to.equal("Agency_NoMandate");
    expect((await rejection(signRequest(atWork.sign(tokenId), { deadline: 0 }), ArgumentError)).argument).to.equal(
      "deadline",
    );
  });

  it("makes plain JSON that somebody else submits, once", async () => {
    const { actors, atWork, bills, deadline, principal, staff, tokenId } =
      await networkHelpers.loadFixture(deployGranted);
    const signed = await signRequest(atWork.transfer(tokenId, actors.bank.address), { deadline });
    const received = JSON.parse(JSON.stringify(signed)) as SignedAgencyRequest;
    expect(received).to.deep.equal(signed);
    const relayer = actors.driver.signer;
    const { events } = await submitRequest(received, relayer).send();
    expect(events.map(({ principal: member, agent }) => [member, agent])).to.deep.equal([[principal, staff.address]]);
    expect(await bills.ownerOf(tokenId)).to.equal(actors.bank.address);
    const again = await rejection(submitRequest(received, relayer).send(), ChainError);
    expect(again.code).to.equal("InvalidAccountNonce");
    expect(again.sentence).to.match(/^The request was used or withdrawn/);
  });

  it("carries a member's own act, which another account pays for", async () => {
    const { actors, addresses, bills, deadline, principal, shipper, tokenId } =
      await networkHelpers.loadFixture(deploy);
    const own = new BillDesk(addresses, shipper.signer).for(principal);
    const signed = await signRequest(own.transfer(tokenId, actors.bank.address), { deadline, key: 9n });
    await submitRequest(signed, actors.driver.signer).send();
    expect(await bills.ownerOf(tokenId)).to.equal(actors.bank.address);
  });

  it("can be taken back", async () => {
    const { actors, addresses, atWork, deadline, staff, tokenId } = await networkHelpers.loadFixture(deployGranted);
    const signed = await signRequest(atWork.sign(tokenId), { deadline });
    await withdrawRequest(addresses.Agency, signed.nonce, staff.signer).send();
    const error = await rejection(submitRequest(signed, actors.driver.signer).dryRun(), ChainError);
    expect(error.code).to.equal("InvalidAccountNonce");
  });
});

describe("submitRequest", () => {
  it("refuses what is not a request, and names the field", async () => {
    const { actors, atWork, deadline, tokenId } = await networkHelpers.loadFixture(deployGranted);
    const signed = await signRequest(atWork.sign(tokenId), { deadline });
    for (const [given, field] of [
      [{ agency: "nowhere" }, "agency"],
      [{ principal: 0 }, "principal"],
      [{ agent: ZeroAddress }, "agent"],
      [{ data: "0x1" }, "data"],
      [{ nonce: "-1" }, "nonce"],
      [{ deadline: 1.5 }, "deadline"],
      [{ signature: "" }, "signature"],
    ] as const) {
      const error = thrown(() => submitRequest({ ...signed, ...given }, actors.driver.signer), ArgumentError);
      expect(error.argument).to.equal(`request.${field}`);
    }
  });

  it("explains a request that was altered", async () => {
    const { actors, atWork, deadline, staff, tokenId, other } = await networkHelpers.loadFixture(deployGranted);
    const signed = await signRequest(atWork.sign(tokenId), { deadline });
    const { data } = await atWork.sign(other).dryRun();
    const error = await rejection(submitRequest({ ...signed, data }, actors.driver.signer).send(), ChainError);
    expect(error.sentence).to.equal(`The signature is not that of ${staff.address} for this request`);
  });
});
