import { expect, it } from "vitest";
import { lookalikeWords } from "./alphabet-rules";
import { normalizeEmail } from "./rules";

const told = (address: string) => {
  const normal = normalizeEmail(address);
  return lookalikeWords(address, normal.ok ? normal.norm : "");
};

it("an address with letters of two alphabets is said to be another than it looks", () => {
  expect(told("jane@аcme.com")).toBe(
    "“аcme” has Latin and Cyrillic letters, so it is not the address it looks like. It is kept as jane@xn--cme-5cd.com.",
  );
  expect(told("jаne@acme.com")).toContain("“jаne” has Latin and Cyrillic letters");
  expect(told("jane@gοοgle.com")).toContain("Latin and Greek");
});

it.each([
  "jane@acme.com",
  "jörg@bücher.de",
  "иван@почта.рф",
  "info@яндекс.com",
  "田中@例え.jp",
  "jane.o'brien+x@acme.co.uk",
])("%s is what it looks like", (address) => {
  expect(told(address)).toBeNull();
});
