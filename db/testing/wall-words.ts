import { createHash } from "node:crypto";

export type Value = string | number | boolean | null;
export type Row = Record<string, Value>;

/** The same id for the same organization and word, so that rows can name one another. */
export function idOf(org: string, word: string): string {
  const hex = createHash("sha256").update(`${org} ${word}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export type Words = ReturnType<typeof wordsOf>;

/** What the rows of one organization are made of. */
export function wordsOf(org: string, nth: string) {
  const id = (word: string) => idOf(org, word + nth);
  return {
    nth,
    id,
    at: "2026-01-05T10:00:00Z",
    user: id("user"),
    lead: id("leads"),
    touch: id("communications"),
    // A code of its own, so that a reference by code cannot find one of the same name at home.
    channel: `${org}-${nth}`,
    hash: `\\x${createHash("sha256").update(id("secret")).digest("hex")}`,
  };
}
