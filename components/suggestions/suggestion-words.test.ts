import { expect, it } from "vitest";
import { qualityLine } from "./suggestion-words";

const none = { cause: "no_answer", proposed: 3, open: 3, executed: 0, rejected: 0, expired: 0, changed: 0 };

it("says on a phone what the columns say, and of a rate nothing before there is a base", () => {
  expect(qualityLine({ ...none, edit_share: null, sent: 0, replied: 0 })).toBe("3 suggested, 3 waiting");
  expect(qualityLine({ ...none, open: 0, executed: 2, rejected: 1, edit_share: 0.1, sent: 2, replied: 1 })).toBe(
    "3 suggested, 0 waiting, 2 of 3 approved, 1 of 2 replied",
  );
});
