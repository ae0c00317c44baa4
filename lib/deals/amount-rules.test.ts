import { describe, expect, it } from "vitest";
import { type DecimalMark, decimalMarkOf, inCurrencyOf, readAmount } from "./amount-rules";

it.each<[string[], DecimalMark | null]>([
  [["12,500.50", "900"], "."],
  [["12.500,50"], ","],
  [["50000.00"], "."],
  [["1234.500"], "."],
  [["0.125"], "."],
  [["1.200.000"], ","],
  [["USD 1,200,000"], "."],
  [["12.500", "3.000"], null],
  [["12,50", "12.50"], null],
  [["900", "", "a lot"], null],
])("decimals in %j stand behind %j", (values, mark) => expect(decimalMarkOf(values)).toBe(mark));

describe("an amount of a file", () => {
  it.each<[string, string | null, DecimalMark | null, number, string, boolean]>([
    ["12500", null, null, 1_250_000, "EUR", false],
    ["50,000.00", "USD", ".", 5_000_000, "USD", true],
    ["$1,200", null, null, 120_000, "USD", true],
    ["$1,200", "CAD", null, 120_000, "CAD", true],
    ["€ 12.500", null, ",", 1_250_000, "EUR", true],
    ["1234.500", null, ".", 123_450, "EUR", false],
    ["0.500", null, ".", 50, "EUR", false],
    ["12.500", "KWD", ".", 12_500, "KWD", true],
    ["12.500", null, ",", 1_250_000, "EUR", false],
    ["12 500,50 €", null, ",", 1_250_050, "EUR", true],
    ["USD 1'200.5", null, ".", 120_050, "USD", true],
    ["1200.0000", null, ".", 120_000, "EUR", false],
    ["33.3333333333333", null, ".", 3333, "EUR", false],
    ["1250000", "JPY", null, 1_250_000, "JPY", true],
    ["1.5", "KWD", ".", 1500, "KWD", true],
    ["Rs. 900", null, null, 90_000, "INR", true],
    ["0", null, null, 0, "EUR", false],
  ])("%s beside %s, decimals behind %s", (text, currency, mark, minor, code, said) => {
    expect(readAmount(text, currency, "EUR", mark)).toEqual({ ok: true, amount: { minor, currency: code, said } });
  });

  it.each<[string, string | null, DecimalMark | null, RegExp]>([
    ["a lot", null, null, /no amount/],
    ["-500", null, null, /below zero/],
    ["$ -500.00", null, ".", /below zero/],
    ["(500)", null, null, /below zero/],
    ["2026-05-01", null, null, /no amount/],
    ["12.500", null, ".", /12500 or 12\.50/],
    ["10k", null, null, /no amount/],
    ["€ 5 USD", null, null, /no amount/],
    ["€ 500", "USD", null, /in EUR.*says USD/],
    ["1212.345", null, ".", /2 decimals/],
    ["12.5", "JPY", ".", /no decimals/],
    ["1.200,50", null, ".", /behind “.”/],
    ["99999999999999999999", null, null, /larger/],
  ])("%s beside %s is refused in words", (text, currency, mark, reason) => {
    expect(readAmount(text, currency, "EUR", mark)).toEqual({
      ok: false,
      reason: expect.stringMatching(reason),
      suggestion: expect.stringMatching(/Write/),
    });
  });

  it("without a currency is in the one that the deal has, where its decimals fit", () => {
    const amount = { minor: 1250, currency: "EUR", said: false };
    expect(inCurrencyOf(amount, "CAD")).toEqual({ minor: 1250, currency: "CAD" });
    expect(inCurrencyOf({ ...amount, minor: 1200 }, "JPY")).toEqual({ minor: 12, currency: "JPY" });
    expect(inCurrencyOf(amount, "JPY")).toEqual({ minor: 1250, currency: "EUR" });
    expect(inCurrencyOf({ ...amount, said: true }, "CAD")).toEqual({ minor: 1250, currency: "EUR" });
    expect(inCurrencyOf(amount, null)).toEqual({ minor: 1250, currency: "EUR" });
  });
});
