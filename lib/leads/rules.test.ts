import { describe, expect, it } from "vitest";
import { displayName, movesAfterTouch, pointsOf } from "./rules";
import { LEAD_STATUSES } from "./schema";

describe("a touch moves a lead by itself", () => {
  // by outbound, by inbound, by outbound that was answered: the statuses it goes through
  const table: Record<string, [string, string, string]> = {
    new: ["contacted", "conversing", "contacted conversing"],
    enriched: ["contacted", "conversing", "contacted conversing"],
    contacted: ["", "conversing", "conversing"],
    conversing: ["", "", ""],
    qualified: ["", "", ""],
    proposal: ["", "", ""],
    on_ice: ["contacted", "conversing", "contacted conversing"],
    converted: ["", "", ""],
    lost: ["", "", ""],
    unqualified: ["", "", ""],
  };
  it.each(LEAD_STATUSES)("from %s never further and never backwards", (status) => {
    const through = (direction: "outbound" | "inbound", responded: boolean) =>
      movesAfterTouch(status, { direction, responded })
        .map((move) => move.to)
        .join(" ");
    expect([through("outbound", false), through("inbound", false), through("outbound", true)]).toEqual(table[status]);
  });

  it("and says whether we or they moved it", () => {
    expect(movesAfterTouch("new", { direction: "outbound", responded: true })).toEqual([
      { to: "contacted", trigger: "log" },
      { to: "conversing", trigger: "reply" },
    ]);
  });
});

describe("the addresses of a lead", () => {
  it("keep how they were written beside their normal form", () => {
    expect(
      pointsOf(
        {
          email: " Jane.Doe+crm@Example.ORG ",
          phone: "(415) 555-0123",
          linkedin: "https://www.linkedin.com/in/Jane-Doe/?x=1",
        },
        "US",
      ),
    ).toEqual([
      { kind: "email", raw: " Jane.Doe+crm@Example.ORG ", norm: "jane.doe@example.org" },
      { kind: "phone", raw: "(415) 555-0123", norm: "+14155550123" },
      { kind: "linkedin", raw: "https://www.linkedin.com/in/Jane-Doe/?x=1", norm: "jane-doe" },
    ]);
  });

  it("that are missing or empty are none", () => {
    expect(pointsOf({}, "US")).toEqual([]);
    expect(pointsOf({ email: null, phone: "" }, "US")).toEqual([]);
  });

  it("that cannot be one are named together, each with its reason", () => {
    expect(() => pointsOf({ email: "no at", phone: "12", linkedin: "https://linkedin.com/company/x" }, "US")).toThrow(
      expect.objectContaining({
        code: "INVALID",
        errors: [
          expect.objectContaining({ path: "email" }),
          expect.objectContaining({ path: "phone" }),
          expect.objectContaining({ path: "linkedin" }),
        ],
      }),
    );
  });
});

describe("a lead's name for people", () => {
  it.each([
    [{ first_name: "Jane", last_name: "Doe", email: "j@x.org" }, "Jane Doe"],
    [{ first_name: null, last_name: "Doe" }, "Doe"],
    [{ first_name: null, last_name: null, email: "j@x.org", phone: "+1" }, "j@x.org"],
    [{ first_name: null, last_name: null, phone: "+1" }, "+1"],
    [{ first_name: null, last_name: null }, "Unnamed lead"],
  ])("%j is %s", (lead, name) => {
    expect(displayName(lead)).toBe(name);
  });
});
