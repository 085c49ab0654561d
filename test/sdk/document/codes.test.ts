import { expect } from "chai";

import {
  containerCheckDigit,
  containerNumberFault,
  isContainerNumber,
  isLei,
  leiCheckDigits,
  leiFault,
} from "../../../sdk/index.js";

describe("ISO 6346", () => {
  describe("containerCheckDigit", () => {
    it("refuses anything but four capital letters and six digits", () => {
      for (const text of ["", "NARU34724", "NARU3472484", "naru347248", "NAR1347248", "NARU34724O"]) {
        expect(() => containerCheckDigit(text), text).to.throw(RangeError, `"${text}"`);
      }
    });

    it("gives the check digit of real containers", () => {
      expect(containerCheckDigit("NARU347248")).to.equal(4);
      expect(containerCheckDigit("MSCU998877")).to.equal(3);
      expect(containerCheckDigit("HLXU123456")).to.equal(1);
      // The worked example of https://en.wikipedia.org/wiki/ISO_6346
      expect(containerCheckDigit("CSQU305438")).to.equal(3);
    });

    it("writes a remainder of 10 as 0", () => {
      expect(containerCheckDigit("TEXU307007")).to.equal(9);
      const zeros = Array.from({ length: 1_000 }, (_, i) => `MSCU${String(i).padStart(6, "0")}`);
      const digits = zeros.map(containerCheckDigit);
      expect(Math.max(...digits)).to.equal(9);
      // Remainders 0 and 10 both give 0, so that it comes twice as often as any other digit.
      expect(digits.filter((digit) => digit === 0).length).to.be.within(160, 200);
    });
  });

  describe("containerNumberFault", () => {
    it("says what is wrong", () => {
      expect(containerNumberFault("HLXU1234567")).to.equal("has the check digit 7, which should be 1");
      expect(containerNumberFault("NARX3472484")).to.equal("has the category X, which is none of U, J and Z");
      for (const text of [
        "",
        "NARU347248",
        "NARU34724844",
        "naru3472484",
        "NARU 347248",
        "NАRU3472484",
        "NARU3472484\n",
      ]) {
        expect(containerNumberFault(text), text).to.equal("is not four capital letters and seven digits");
        expect(isContainerNumber(text), text).to.equal(false);
      }
    });

    it("takes the categories U, J and Z", () => {
      for (const prefix of ["NARU", "NARJ", "NARZ"]) {
        const number = `${prefix}347248${containerCheckDigit(`${prefix}347248`)}`;
        expect(containerNumberFault(number), number).to.equal(undefined);
      }
    });

    it("finds every single wrong digit", () => {
      // A digit counts a power of two times its value: no change of one digit is a multiple of 11, save by 10 and 0.
      for (let place = 4; place < 10; place++) {
        for (let digit = 0; digit < 10; digit++) {
          const other = `NARU3472484`.split("");
          if (other[place] === String(digit)) continue;
          other[place] = String(digit);
          expect(isContainerNumber(other.join("")), other.join("")).to.equal(false);
        }
      }
    });
  });
});

describe("ISO 17442", () => {
  describe("leiCheckDigits", () => {
    it("refuses anything but 18 capital letters and digits", () => {
      for (const text of ["", "529900T8BM49AURSDO55", "529900t8bm49aursdo", "529900T8BM49AURSD!"]) {
        expect(() => leiCheckDigits(text), text).to.throw(RangeError, `"${text}"`);
      }
    });

    it("gives the check digits of real LEIs", () => {
      expect(leiCheckDigits("529900T8BM49AURSDO")).to.equal("55");
      expect(leiCheckDigits("213800HX6IZM1QNBAJ")).to.equal("33");
      expect(leiCheckDigits("506700GE1G29325QX3")).to.equal("63");
    });

    it("writes two digits always", () => {
      const all = Array.from({ length: 500 }, (_, i) => leiCheckDigits(String(i).padStart(18, "0")));
      expect(all.every((digits) => /^\d\d$/.test(digits))).to.equal(true);
      expect(all.some((digits) => digits.startsWith("0"))).to.equal(true);
    });
  });

  describe("leiFault", () => {
    it("says what is wrong", () => {
      expect(leiFault("111100T8BM49ADCSAO64")).to.equal("has the check digits 64, which should be 39");
      expect(leiFault("529900T8BM49AURSDO")).to.equal("is not 18 capital letters or digits and two digits");
      expect(leiFault("529900T8BM49AURSDO5A")).to.equal("is not 18 capital letters or digits and two digits");
      expect(isLei("529900T8BM49AURSD055")).to.equal(false);
    });

    it("takes a right one", () => {
      expect(leiFault("529900T8BM49AURSDO55")).to.equal(undefined);
      expect(isLei("529900T8BM49AURSDO55")).to.equal(true);
    });
  });
});
