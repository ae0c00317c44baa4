import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { listPage } from "./list-page";
import type { SearchParams } from "./page-input";

const page = listPage(async ({ searchParams }: { searchParams: Promise<SearchParams> }) => {
  const { cursor } = await searchParams;
  return <p>{`after ${decodeCursor("dnc", [cursor].flat()[0], "time")?.[0] ?? "nothing"}`}</p>;
});
const opened = async (params: SearchParams) =>
  renderToStaticMarkup(await page({ searchParams: Promise.resolve(params) }));
const placeIn = (list: string) =>
  encodeCursor(list, ["2026-03-02 09:00:00+00", "0198b2f0-0000-7000-8000-000000000001"]);

describe("a page of a list", () => {
  it("opens at the place in its address, and at its first page without one", async () => {
    expect(await opened({ cursor: placeIn("dnc") })).toContain("after 2026-03-02 09:00:00+00");
    for (const params of [{}, { cursor: "" }, { unknown: "1" }])
      expect(await opened(params)).toContain("after nothing");
  });

  it.each([
    ["a place in another list", placeIn("audit")],
    ["one that was cut off", placeIn("dnc").slice(0, -5)],
    ["a word", "zz"],
    ["two of them", [placeIn("audit"), placeIn("dnc")]],
    ["one longer than any", "A".repeat(5000)],
  ])("says that it has no such page for %s, and offers its first, narrowed as it was", async (_, cursor) => {
    const shown = await opened({ cursor, q: "Ines" });
    expect(shown).toContain("The list has no such page");
    expect(shown).toContain('href="?q=Ines"');
  });

  it("hides no other failure", async () => {
    const broken = listPage(async () => Promise.reject(new Error("the database is gone")));
    await expect(broken({ searchParams: Promise.resolve({}) })).rejects.toThrow("the database is gone");
  });
});

it("is what every page with a pager is", () => {
  const pages = readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".tsx") && !name.includes(".test."))
    .map((name) => ({ name, text: readFileSync(join("app", name), "utf8") }))
    .filter(({ text }) => /<ForwardPager|<RowsPage|loadLeadList\(/.test(text));
  expect(pages.length).toBeGreaterThan(15);
  expect(pages.filter(({ text }) => !/listPage\(|atPlace\(/.test(text)).map(({ name }) => name)).toEqual([]);
});
