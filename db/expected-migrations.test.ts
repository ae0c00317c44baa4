import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import journal from "@/drizzle/meta/_journal.json";

test("every migration is in the journal, with its way back", () => {
  const told = journal.entries.map(({ tag }) => tag).toSorted();
  const namesIn = (folder: string) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".sql"))
      .map((name) => name.slice(0, -4))
      .toSorted();
  expect(namesIn("drizzle")).toEqual(told);
  expect(namesIn("drizzle/down")).toEqual(told);
});
