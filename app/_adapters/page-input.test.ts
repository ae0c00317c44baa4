import { describe, expect, it } from "vitest";
import { z } from "zod";
import { encodeCursor } from "@/lib/core/cursor";
import { pageInput } from "./page-input";

const schema = z.object({
  q: z.string().optional(),
  limit: z.coerce.number().default(50),
  cursor: z.string().optional(),
});
const place = encodeCursor("contacts", ["2026-03-02 09:00:00+00", "0198b2f0-0000-7000-8000-000000000001"]);

describe("the link of a page", () => {
  it("opens where it was copied", () => {
    expect(pageInput(schema, { q: "Ines", cursor: place })).toEqual({
      input: { q: "Ines", limit: 50, cursor: place },
      query: { q: "Ines", cursor: place },
    });
  });

  it.each([
    ["its place was cut off", { cursor: place.slice(0, -5) }],
    ["its place is a word", { cursor: "zz" }],
    ["it holds a character that no list can look for", { q: "In\u0000es" }],
    ["a number of it is none", { limit: "many" }],
  ])("opens the first page when %s", (_, params) => {
    expect(pageInput(schema, { ...params, unknown: "1" }).input).toEqual({ limit: 50 });
  });
});
