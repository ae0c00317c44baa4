import { describe, expect, it } from "vitest";
import { idsIn, tellChanges } from "./rules";

const [user, company] = ["0197a1b2-0000-7000-8000-000000000001", "0197a1b2-0000-7000-8000-000000000002"];
const payload = {
  lead_id: "x",
  reason: "She asked for it",
  changes: {
    title: { old: null, new: "CTO" },
    owner_id: { old: null, new: user },
    company_id: { old: company, new: null },
    phone_e164: { old: "+14155550101", new: null },
    tags: { old: ["a"], new: ["a", "b"] },
  },
};

describe("an event as lines of a lead's history", () => {
  it("names people and companies, and says why", () => {
    const names = new Map([
      [user, "rep1"],
      [company, "Acme"],
    ]);
    expect(tellChanges(payload, names)).toEqual({
      because: "She asked for it",
      changes: [
        { field: "title", old: null, new: "CTO" },
        { field: "owner", old: null, new: "rep1" },
        { field: "company", old: "Acme", new: null },
        { field: "phone", old: "+14155550101", new: null },
        { field: "tags", old: '["a"]', new: '["a","b"]' },
      ],
    });
    expect(idsIn(payload)).toEqual([user, company]);
  });

  it("without changes says nothing, and a name that is gone is no id", () => {
    expect(tellChanges({ lead_id: "x" }, new Map())).toEqual({ because: null, changes: [] });
    expect(tellChanges({ changes: { owner_id: { old: user, new: null } } }, new Map()).changes[0]?.old).not.toBe(user);
  });
});
