import { expect, it } from "vitest";
import { counted, hoursWords, percent } from "./figure-words";

it.each([
  [null, "–"],
  [0, "0 min"],
  [0.7, "42 min"],
  [5.67, "5 h 40"],
  [0.999, "1 h 00"],
  [76, "3 d 4 h"],
  [71.99, "3 d 0 h"],
])("says %s hours as %s", (hours, text) => {
  expect(hoursWords(hours)).toBe(text);
});

it("says nothing about a rate without a base", () => {
  expect(percent(null)).toBe("–");
  expect([percent(0.1417), percent(9.99), percent(248)]).toEqual(["14.2 %", "999.0 %", "24,800 %"]);
  expect([percent(0), percent(1), percent(-1), percent(0.0004)]).toEqual(["0 %", "100 %", "-100 %", "0.0 %"]);
});

it("counts one of something as one", () => {
  expect([counted(1, "conversation"), counted(2000, "conversation")]).toEqual([
    "1 conversation",
    "2,000 conversations",
  ]);
  expect(counted(0, "touch", "touches")).toBe("0 touches");
});
