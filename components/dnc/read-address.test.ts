import { expect, it } from "vitest";
import { readAddress } from "./read-address";

it.each([
  ["owen@shannonreach.example", "email", "owen@shannonreach.example"],
  ["@oldmill.example", "domain", "oldmill.example"],
  ["brackenfield.example", "domain", "brackenfield.example"],
  [" +1 (617) 555-0142 ", "phone", "+1 (617) 555-0142"],
  ["(617) 555-0142", "phone", "(617) 555-0142"],
  ["1-800-FLOWERS", "phone", "1-800-FLOWERS"],
  ["https://www.linkedin.com/in/ines-calder/", "linkedin", "https://www.linkedin.com/in/ines-calder/"],
])("reads %s as %s", (text, kind, value) => {
  expect(readAddress(text)).toEqual({ kind, value });
});

it.each(["", "Bracken Field Ltd", "ines"])("does not guess what %j is", (text) => {
  expect(readAddress(text)).toBeNull();
});
