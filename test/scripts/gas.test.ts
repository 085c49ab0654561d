import { expect } from "chai";

import { brokenBudgets, type Report, rowOf, staleRows, tableOf } from "../../scripts/gas/report.js";

const ROW = { gas: 50_000, firstTime: 60_000, budget: 55_000, reference: 100_000 };
const REPORT: Report = { transfer: ROW, sign: { gas: 30_000, firstTime: null, budget: 30_000, reference: null } };

describe("Gas report", () => {
  describe("rowOf", () => {
    const step = { name: "transfer", budget: 55_000, reference: 100_000, measure: () => Promise.resolve(0) };

    it("keeps the first time where it differs", () => {
      expect(rowOf(step, 50_000, 60_000)).to.deep.equal(ROW);
    });

    it("leaves the first time out where it is the same", () => {
      expect(rowOf(step, 50_000, 50_000)).to.deep.equal({ ...ROW, firstTime: null });
    });
  });

  describe("brokenBudgets", () => {
    it("names each step that costs more than its budget, and by how much", () => {
      expect(brokenBudgets({ ...REPORT, transfer: { ...ROW, gas: 55_001 } })).to.deep.equal([
        "transfer: 55001 is over the budget of 55000",
      ]);
    });

    it("takes a step that a rule makes dearer, up to what is accepted", () => {
      const steps = [{ name: "transfer", accepted: 56_000 }];
      const costing = (gas: number): Report => ({ ...REPORT, transfer: { ...ROW, gas } });
      expect(brokenBudgets(costing(56_000), steps)).to.deep.equal([]);
      expect(brokenBudgets(costing(56_001), steps)).to.deep.equal([
        "transfer: 56001 is over the budget of 55000, and over the 56000 that are accepted",
      ]);
    });

    it("takes a budget that is used up", () => {
      expect(brokenBudgets(REPORT)).to.deep.equal([]);
    });
  });

  describe("staleRows", () => {
    it("finds nothing in a report that was just measured", () => {
      expect(staleRows(structuredClone(REPORT), REPORT)).to.deep.equal([]);
    });

    for (const [what, row] of Object.entries({
      gas: { ...ROW, gas: 50_001 },
      "first time": { ...ROW, firstTime: null },
      budget: { ...ROW, budget: 55_001 },
      reference: { ...ROW, reference: null },
    })) {
      it(`finds another ${what}`, () => {
        const stale = staleRows({ ...REPORT, transfer: row }, REPORT);
        expect(stale).to.have.lengthOf(1);
        expect(stale[0]).to.match(/^transfer: the report says \d+, measured 50000;/);
      });
    }

    it("finds a step that is not in the report, and one that is no step any more", () => {
      expect(staleRows({ transfer: ROW }, REPORT)).to.deep.equal(["sign: is not in the report"]);
      expect(staleRows(REPORT, { transfer: ROW })).to.deep.equal(["sign: is no step any more"]);
    });
  });

  describe("tableOf", () => {
    it("shows every figure, and marks a broken budget", () => {
      const lines = tableOf({ ...REPORT, transfer: { ...ROW, gas: 55_001 } }).split("\n");
      expect(lines).to.have.lengthOf(4);
      expect(lines[2]?.split(/\s{2,}/)).to.deep.equal(["transfer", "100,000", "55,000", "55,001 !", "60,000", "0.55"]);
      expect(lines[3]?.trim().split(/\s{2,}/)).to.deep.equal(["sign", "30,000", "30,000"]);
    });
  });
});
