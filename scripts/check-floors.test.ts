import { describe, expect, it } from "vitest";
import { checkFloors } from "@/scripts/check-floors";
import { floorMayImport, floors } from "@/scripts/house";

/** One file that imports another; both exist. */
function importing(from: string, target: string, typeOnly = false) {
  const source = `import ${typeOnly ? "type " : ""}{ x } from "@/${target.replace(/\.tsx?$/, "")}";\n`;
  return checkFloors(
    new Map([
      [from, source],
      [target, "export const x = 1;\n"],
    ]),
  );
}

const refused: [string, string, string][] = [
  ["app", "app/(crm)/page.tsx", "db/client.ts"],
  ["app", "app/(crm)/page.tsx", "scripts/up.ts"],
  ["lib", "lib/leads/create-lead.ts", "app/_adapters/auth.ts"],
  ["lib", "lib/leads/create-lead.ts", "components/ui/button.tsx"],
  ["lib", "lib/leads/create-lead.ts", "scripts/up.ts"],
  ["db", "db/client.ts", "lib/core/errors.ts"],
  ["components", "components/ui/button.tsx", "app/_actions/leads.ts"],
  ["components", "components/leads/lead-list.tsx", "db/client.ts"],
  ["scripts", "scripts/up.ts", "app/_adapters/auth.ts"],
];

describe("floors", () => {
  it.each(refused)("refuses an import from %s: %s → %s", (floor, from, target) => {
    const [problem] = importing(from, target);
    expect(problem?.what).toContain(floor);
    expect(problem?.line).toBe(1);
  });

  it("refuses every pair of floors that the plan does not name", () => {
    const pairs = floors.flatMap((from) => floors.map((to) => [from, to] as const));
    const expected = pairs.filter(([from, to]) => from !== to && !floorMayImport[from].includes(to));
    const room = (floor: string, file: string) => (floor === "lib" ? `lib/core/${file}.ts` : `${floor}/${file}.ts`);
    const found = pairs.filter(([from, to]) => importing(room(from, "errors"), room(to, "permissions")).length > 0);
    expect(found).toEqual(expected);
  });

  it("refuses a way round by a relative path", () => {
    const tree = new Map([
      ["app/page.tsx", 'import { sql } from "../db/client";\n'],
      ["db/client.ts", "export const sql = 1;\n"],
    ]);
    expect(checkFloors(tree)[0]?.what).toContain("app imports db/client.ts");
  });

  it("refuses a way round by a late import and by a re-export", () => {
    const late = new Map([["app/page.tsx", `const client = await ${"import"}("@/db/client");\n`]]);
    const again = new Map([["app/page.tsx", 'export { sql } from "@/db/client";\n']]);
    expect([checkFloors(late).length, checkFloors(again).length]).toEqual([1, 1]);
  });

  it("refuses the framework in lib, by name and below it", () => {
    const tree = new Map([
      ["lib/leads/create-lead.ts", 'import { headers } from "next/headers";\nimport { useState } from "react";\n'],
    ]);
    expect(checkFloors(tree).map((problem) => problem.line)).toEqual([1, 2]);
  });

  it("refuses Next.js's own view of a request in a door of the API, and allows it in pages", () => {
    const line = 'import { cookies } from "next/headers";\n';
    const tree = new Map(
      ["app/api/leads/route.ts", "app/api/auth/route.ts", "app/page.tsx"].map((path) => [path, line]),
    );
    expect(checkFloors(tree).map((problem) => problem.path)).toEqual(["app/api/leads/route.ts"]);
  });

  it("refuses SQL in app and components", () => {
    const tree = new Map([
      ["app/page.tsx", 'import postgres from "postgres";\n'],
      ["components/leads/lead-list.tsx", 'import { eq } from "drizzle-orm";\n'],
    ]);
    expect(checkFloors(tree)).toHaveLength(2);
  });

  it("lets a door call a command and a view know a shape", () => {
    expect(importing("app/_actions/leads.ts", "lib/leads/create-lead.ts")).toEqual([]);
    expect(importing("components/leads/lead-list.tsx", "lib/leads/schema.ts")).toEqual([]);
    expect(importing("components/leads/lead-list.tsx", "lib/outreach/verdict-rules.ts")).toEqual([]);
  });
});

describe("views", () => {
  it.each(["queries", "store", "create-lead", "jobs"])("refuses a component that imports %s", (file) => {
    expect(importing("components/leads/lead-list.tsx", `lib/leads/${file}.ts`)).toHaveLength(1);
  });

  it("lets a component know a type of core, but not its values", () => {
    expect(importing("components/leads/lead-list.tsx", "lib/core/context.ts", true)).toEqual([]);
    expect(importing("components/leads/lead-list.tsx", "lib/core/context.ts")).toHaveLength(1);
  });
});

describe("rooms", () => {
  it("refuses an import of a higher room", () => {
    expect(importing("lib/dnc/add-dnc-entry.ts", "lib/leads/store.ts")[0]?.what).toContain("higher room leads");
  });

  it("lets a room import the rooms below it", () => {
    expect(importing("lib/communications/log-contact.ts", "lib/outreach/store.ts")).toEqual([]);
  });

  it("lets a test with a database call any room and make its organization, but not open the ground itself", () => {
    expect(importing("lib/dnc/add-dnc-entry.db.test.ts", "lib/leads/store.ts")).toEqual([]);
    expect(importing("app/api/leads/route.db.test.ts", "db/testing/organization.ts")).toEqual([]);
    expect(importing("app/api/leads/route.db.test.ts", "db/client.ts")).toHaveLength(1);
    expect(importing("lib/dnc/rules.test.ts", "lib/leads/rules.ts")).toHaveLength(1);
    expect(importing("app/api/leads/route.ts", "db/testing/organization.ts")).toHaveLength(1);
  });

  it("refuses a room that is not on the plan", () => {
    expect(importing("lib/gadgets/store.ts", "lib/core/errors.ts")[0]?.what).toContain("gadgets is not on the plan");
  });

  it("refuses rules that import a store, the database or Node", () => {
    expect(importing("lib/leads/rules.ts", "lib/leads/store.ts")).toHaveLength(1);
    expect(importing("lib/leads/schema.ts", "db/client.ts")).toHaveLength(1);
    expect(checkFloors(new Map([["lib/leads/rules.ts", 'import { createHash } from "node:crypto";\n']]))).toHaveLength(
      1,
    );
  });
});
