import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CURRENCIES, decimalsOf } from "./currency-rules";
import { chanceOf, expectedValue, plainMoney, readMoney, tellMoney } from "./rules";

describe("money as people type it", () => {
  it.each([
    ["12500", "EUR", 1_250_000],
    ["12,500", "EUR", 1_250_000],
    ["12.500", "EUR", 1_250_000],
    ["12,50", "EUR", 1250],
    ["12.5", "EUR", 1250],
    ["12.500,50", "EUR", 1_250_050],
    ["1,200,000.05", "USD", 120_000_005],
    ["1 200 000", "USD", 120_000_000],
    ["1’200.50", "CHF", 120_050],
    ["12,500", "JPY", 12_500],
    ["12.500", "KWD", 12_500],
    ["1,000.250", "KWD", 1_000_250],
    ["0", "EUR", 0],
  ])("%s %s is %d in minor units", (text, currency, minor) => {
    expect(readMoney(text, currency)).toEqual({ ok: true, minor });
  });

  it.each([
    ["a lot", "EUR", /digits/],
    ["-5", "EUR", /digits/],
    ["1,2,3", "EUR", /digits/],
    ["1,20.000,5", "EUR", /digits/],
    ["12.345", "EURO", /currency/],
    ["12.5", "JPY", /no decimals/],
    ["12.5555", "EUR", /2 decimals/],
    ["99999999999999999999", "EUR", /larger/],
  ])("%s %s is refused in words", (text, currency, reason) => {
    expect(readMoney(text, currency)).toEqual({ ok: false, reason: expect.stringMatching(reason) });
  });

  it("comes back as it went, in every currency", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.constantFrom(...CURRENCIES), (minor, currency) => {
        expect(readMoney(plainMoney({ minor, currency }), currency)).toEqual({ ok: true, minor });
        const told = tellMoney({ minor, currency }).replace(` ${currency}`, "");
        expect(readMoney(told, currency)).toEqual({ ok: true, minor });
      }),
    );
  });

  it("is told with its currency and no decimals that say nothing", () => {
    expect(tellMoney({ minor: 1_250_000, currency: "EUR" })).toBe("12,500 EUR");
    expect(tellMoney({ minor: 1_250_050, currency: "EUR" })).toBe("12,500.50 EUR");
    expect(tellMoney({ minor: 5, currency: "KWD" })).toBe("0.005 KWD");
    expect(tellMoney({ minor: 12_500_000, currency: "KWD" })).toBe("12,500.000 KWD");
  });

  it("has the decimals of ISO 4217", () => {
    expect(["JPY", "EUR", "KWD", "IQD", "ISK"].map(decimalsOf)).toEqual([0, 2, 3, 3, 0]);
    expect(new Set(CURRENCIES).size).toBe(CURRENCIES.length);
  });
});

it("a deal is worth its value by the probability that holds", () => {
  const deal = { estimated_value_minor: 12_345, currency: "EUR", predicted_close_probability: 0.5 };
  expect(expectedValue({ ...deal, probability_override: null })).toEqual({ minor: 6173, currency: "EUR" });
  expect(expectedValue({ ...deal, probability_override: 0 })).toEqual({ minor: 0, currency: "EUR" });
  expect(expectedValue({ ...deal, predicted_close_probability: null, probability_override: null })).toBeNull();
  expect(expectedValue({ ...deal, estimated_value_minor: null, probability_override: 1 })).toBeNull();
});

it("the probability that somebody said holds over what is predicted, also when it is none", () => {
  expect(chanceOf({ predicted_close_probability: 0.4, probability_override: 0 })).toBe(0);
  expect(chanceOf({ predicted_close_probability: 0.4, probability_override: null })).toBe(0.4);
  expect(chanceOf({ predicted_close_probability: null, probability_override: null })).toBeNull();
});
