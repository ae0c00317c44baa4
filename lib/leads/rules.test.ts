import { describe, expect, it } from "vitest";
import { leadStatuses } from "@/db/schema/leads";
import { LEAD_STATUSES } from "./list-rules";
import { displayName, movesAfterTouch } from "./rules";

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

it("a page knows the same statuses as the table", () => expect(LEAD_STATUSES).toEqual(leadStatuses));
