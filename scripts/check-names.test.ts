import { describe, expect, it } from "vitest";
import { checkNames } from "@/scripts/check-names";

const whats = (path: string, source = "") => checkNames(new Map([[path, source]])).map((problem) => problem.what);
const lines = (count: number) => "x;\n".repeat(count);

describe("names in a room", () => {
  it.each(["schema", "rules", "queries", "store", "jobs", "subscribers", "timeline-queries", "verdict-rules"])(
    "knows %s",
    (name) => expect(whats(`lib/leads/${name}.ts`)).toEqual([]),
  );

  it.each(["lead", "leads", "frobnicate-lead", "lead-page", "create"])("refuses %s", (name) => {
    expect(whats(`lib/leads/${name}.ts`)[0]).toContain("neither a fixed name nor a verb file");
  });

  it("refuses a verb file that does not export its verb", () => {
    expect(whats("lib/leads/create-lead.ts", "export const makeLead = 1;\n")).toEqual(["does not export createLead"]);
    expect(whats("lib/leads/create-lead.ts", "export const createLeads = 1;\n")).toEqual([
      "does not export createLead",
    ]);
  });

  it.each(["const createLead =", "function createLead(", "async function createLead(", "async function* createLead("])(
    "accepts export %s",
    (start) => expect(whats("lib/leads/create-lead.ts", `export ${start}\n`)).toEqual([]),
  );

  it("refuses React, folders and unknown rooms in lib", () => {
    expect(whats("lib/leads/store.tsx")).toHaveLength(1);
    expect(whats("lib/leads/parts/store.ts")[0]).toContain("folder inside a room");
    expect(whats("lib/gadgets/store.ts")[0]).toContain("no room of the plan");
    expect(whats("lib/store.ts")[0]).toContain("no room of the plan");
  });

  it("lets machinery name its nouns, but not empty words", () => {
    expect(whats("lib/core/idempotency.ts")).toEqual([]);
    expect(whats("lib/core/utils.ts")).toHaveLength(1);
  });
});

describe("words that say nothing", () => {
  it.each(["utils", "lead-info", "user-data", "helpers", "types", "constants", "index", "lead-service", "do-it"])(
    "refuses %s",
    (name) => expect(whats(`components/leads/${name}.tsx`)[0]).toContain("the name contains"),
  );

  it("accepts the one name that the design gives", () => {
    expect(whats("components/ui/data-table.tsx")).toEqual([]);
    expect(whats("components/leads/data-table.tsx")).toHaveLength(1);
  });

  it.each(["LeadList", "leadList", "lead_list"])("refuses %s: components are kebab-case", (name) => {
    expect(checkNames(new Map([[`components/leads/${name}.tsx`, ""]]))[0]?.next).toBe("rename it to lead-list");
  });
});

describe("names in app", () => {
  it("refuses a file that is neither Next.js' nor in a folder with an underscore", () => {
    expect(whats("app/(crm)/leads/lead-filter.tsx")).toHaveLength(1);
    expect(whats("app/(crm)/leads/page.tsx")).toEqual([]);
    expect(whats("app/_adapters/problem.ts")).toEqual([]);
  });
});

describe("sizes", () => {
  it("refuses a file over 250 lines, and not one of 250", () => {
    expect(whats("lib/leads/store.ts", lines(251))).toEqual(["has 251 lines, the most is 250"]);
    expect(whats("lib/leads/store.ts", lines(250))).toEqual([]);
  });

  it("refuses a page over 60 lines", () => {
    expect(whats("app/(crm)/leads/page.tsx", lines(61))).toEqual(["has 61 lines, the most is 60"]);
  });

  it("leaves schemas, components/ui and tests their length", () => {
    for (const path of [
      "db/schema/leads.ts",
      "components/ui/dialog.tsx",
      "lib/leads/schema.ts",
      "lib/leads/rules.test.ts",
    ])
      expect(whats(path, lines(400))).toEqual([]);
  });

  it("refuses a room over 1,000 lines or ten verbs", () => {
    const long = ["a", "b", "c", "d", "e"].map((name) => [`lib/leads/${name}-queries.ts`, lines(201)] as const);
    expect(checkNames(new Map(long)).map((problem) => problem.what)).toEqual(["has 1005 lines, the most is 1000"]);
    const nouns = [..."abcdefghijk"];
    const many = nouns.map(
      (noun) => [`lib/leads/add-${noun}.ts`, `export const add${noun.toUpperCase()} = 1;`] as const,
    );
    expect(checkNames(new Map(many)).map((problem) => problem.what)).toEqual(["has 11 verbs, the most is 10"]);
  });
});
