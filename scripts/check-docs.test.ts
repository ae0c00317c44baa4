import { describe, expect, it } from "vitest";
import { checkDocs, type Docs } from "@/scripts/check-docs";
import { rooms } from "@/scripts/house";

const roomsPage = rooms.map((room) => `| \`${room}\` | something |`).join("\n");
const whats = (pages: Record<string, string>, there: string[] = []) => {
  const docs: Docs = {
    pages: new Map(Object.entries({ "docs/rooms.md": roomsPage, ...pages })),
    scripts: ["check", "test:db"],
    isThere: (path) => there.includes(path),
  };
  return checkDocs(docs).map(({ path, line, what }) => `${path}${line ? `:${line}` : ""} ${what}`);
};

describe("documents", () => {
  it.each([
    ["a link to a page", "See [how](../docs/gone.md#here).", "docs/gone.md"],
    ["a path in the house", "`lib/gone/rules.ts` decides.", "lib/gone/rules.ts"],
    ["a test", "npx vitest run --project db lib/gone/model # 100 cases", "lib/gone/model"],
    ["a journey", "npx playwright test e2e/gone.spec.ts", "e2e/gone.spec.ts"],
  ])("may not speak of %s that is not there", (_, text, path) => {
    expect(whats({ "docs/page.md": `# Page\n${text}` })).toEqual([
      `docs/page.md:2 speaks of ${path}, which is not there`,
    ]);
    expect(whats({ "docs/page.md": text }, [path])).toEqual([]);
  });

  it("may not speak of a command that is not there", () => {
    expect(whats({ "README.md": "`npm run check`, `npm run --silent gone`" })).toEqual([
      "README.md:1 speaks of npm run gone",
    ]);
  });

  it("leave the web and placeholders alone", () => {
    expect(whats({ "README.md": "[web](https://example.com) `drizzle/NNNN_name.sql` [here](#there)" })).toEqual([]);
  });
});

describe("decisions", () => {
  const index = "docs/decisions/README.md";
  const page = "docs/decisions/0001-one.md";

  it("stand in the index under their title", () => {
    const text = "# 0001 · One\n\n**Status**: accepted.\n";
    expect(whats({ [index]: "- [0001 · One](0001-one.md)", [page]: text }, ["docs/decisions/0001-one.md"])).toEqual([]);
    expect(whats({ [index]: "", [page]: text })).toEqual([`${page} is not in the index`]);
  });

  it("begin alike", () => {
    expect(whats({ [index]: "- [0001 One](0001-one.md)", [page]: "# 0001 One\n" }, [page])).toEqual([
      `${page} has another head`,
    ]);
  });
});

describe("the page of rooms", () => {
  it("names every room, and no other", () => {
    const other = `${roomsPage.replace("| `dnc` |", "| `dnt` |")}`;
    expect(whats({ "docs/rooms.md": other })).toEqual([
      "docs/rooms.md does not name lib/dnc",
      "docs/rooms.md names lib/dnt, which is no room",
    ]);
  });
});
