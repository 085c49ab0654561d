import { expect } from "chai";
import { Interface } from "ethers";
import { network } from "hardhat";

import {
  IReleaseCasework__factory,
  IReleaseDoors__factory,
  IReleaseRegistry__factory,
  ReleaseCasework__factory,
  ReleaseLedger__factory,
  ReleaseRegistry__factory,
} from "../../typechain-types/index.js";
import { described, functionsOf, storageOf } from "../support/layout.js";
import { containerNumber, DECLARATION, deployRelease, opening, REASON_CODE } from "../support/release.js";

const { ethers, networkHelpers } = await network.create();
const BOX = containerNumber(1);
const deploy = () => deployRelease(ethers);

const LEDGER = new Interface(ReleaseLedger__factory.abi);
const FRONT = new Interface(ReleaseRegistry__factory.abi);

/** What {ReleaseCasework} has beyond the ledger that both contracts inherit. */
const RARER = functionsOf(new Interface(ReleaseCasework__factory.abi)).filter(
  ({ selector }) => !LEDGER.hasFunction(selector),
);

/** Every act that ReleaseRegistry answers itself. */
const DAILY = [
  ...["discharge", "clearCustoms", "withdrawClearance", "releaseAtTerminal", "withdrawTerminalRelease"],
  ...["placeHold", "liftHold", "giveRelease", "offerRelease", "acceptRelease", "declineRelease", "withdrawOffer"],
  ...["nameHaulier", "gateOut", "connectCharges", "recordBooking", "recordGateIn"],
];

describe("ReleaseRegistry", function () {
  describe("the rarer acts", function () {
    it("are the same functions under the same selectors as in ReleaseCasework", function () {
      expect(RARER.length).to.be.greaterThan(15);
      for (const { name, selector, stateMutability, outputs } of RARER) {
        const front = FRONT.getFunction(selector);
        expect(front?.name).to.equal(name);
        expect([front?.stateMutability, stateMutability], name).to.deep.equal(["nonpayable", "nonpayable"]);
        expect(front?.outputs.map(({ type }) => type)).to.deep.equal(outputs.map(({ type }) => type));
      }
    });

    it("are, with the daily ones, all the acts there are in the specification", function () {
      const specified = [IReleaseRegistry__factory, IReleaseCasework__factory, IReleaseDoors__factory]
        .flatMap((factory) => functionsOf(new Interface(factory.abi)))
        .filter(({ stateMutability }) => stateMutability === "nonpayable")
        .map(({ selector }) => selector);
      const known = [
        ...RARER.map(({ selector }) => selector),
        ...DAILY.map((name) => FRONT.getFunction(name)?.selector),
      ];
      expect([...new Set(specified)].sort()).to.deep.equal(known.sort());
    });

    it("have one storage with the daily ones, variable by variable", async function () {
      const [front, rarer] = await Promise.all([storageOf("ReleaseRegistry"), storageOf("ReleaseCasework")]);
      const shared = rarer.storage.map((variable) => described(rarer, variable));
      expect(shared.length).to.be.greaterThan(5);
      // The registry has more of its own, behind.
      expect(front.storage.slice(0, shared.length).map((variable) => described(front, variable))).to.deep.equal(shared);
    });

    it("find nothing when they are called directly", async function () {
      const suite = await networkHelpers.loadFixture(deploy);
      const { registry, casework, actors, waybill } = suite;
      const carrier = registry.connect(actors.carrier.signer);
      await carrier.openConsignment(opening(suite, [BOX]));
      await carrier.giveRelease(waybill, [BOX], 0n);
      const direct = casework.connect(actors.carrier.signer);
      for (const send of [
        () => direct.withdrawRelease(waybill, [BOX], REASON_CODE),
        () => direct.endOtherwise(waybill, [BOX], 2n, DECLARATION, 1n),
      ]) {
        await expect(send())
          .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotConsigned")
          .withArgs(waybill, BOX);
      }
    });
  });
});
