import { expect, it } from "vitest";
import { assessLikeness } from "./rules";

const alike = { same: [], likeness: 0, sameCompany: false, named: true } as const;

it.each([
  ["one email", { ...alike, same: ["email"], likeness: 1 }, { score: 0.9, reasons: ["email"] }],
  ["one email under two names", { ...alike, same: ["email"] }, { score: 0.63, reasons: ["email"] }],
  ["one phone of one name", { ...alike, same: ["phone"], likeness: 1 }, { score: 0.6, reasons: ["phone"] }],
  ["one phone under two names", { ...alike, same: ["phone"] }, null],
  ["one phone of who has no name yet", { ...alike, same: ["phone"], named: false }, { score: 0.6, reasons: ["phone"] }],
  ["one name at one company", { ...alike, likeness: 1, sameCompany: true }, { score: 0.85, reasons: ["name_company"] }],
  ["one name at two companies", { ...alike, likeness: 1 }, null],
  ["half a name at one company", { ...alike, likeness: 0.59, sameCompany: true }, null],
  [
    "everything",
    { ...alike, same: ["email", "phone"], likeness: 1, sameCompany: true },
    { score: 0.99, reasons: ["email", "phone", "name_company"] },
  ],
] as const)("says how likely two leads with %s are one person", (_, given, expected) => {
  expect(assessLikeness(given)).toEqual(expected);
});
