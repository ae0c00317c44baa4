import type { Actor } from "@/lib/core/context";
import { mayDo, type Permission } from "@/lib/core/permissions";
import { FEED_KINDS, type FeedEntry, type FeedKind, type FeedPart } from "./schema";

/** Which kinds a part reads, and under which permission. */
const parts: Record<FeedPart, { kinds: readonly FeedKind[]; permission: Permission; name: string }> = {
  touches: { kinds: ["touch"], permission: "communications:read", name: "touches" },
  notes: { kinds: ["note"], permission: "notes:read", name: "notes" },
  record: {
    kinds: ["status", "assignment", "score", "import", "merge"],
    permission: "leads:read",
    name: "changes of status, owner, score, imports and merges",
  },
  dnc: { kinds: ["dnc"], permission: "dnc:read", name: "do-not-contact entries" },
};

export type AskedPart = { part: FeedPart; kinds: FeedKind[] };

/** The parts that hold the wanted kinds, without those that this caller may not read. */
export function partsFor(kinds: readonly FeedKind[] | undefined, { role, scopes }: Pick<Actor, "role" | "scopes">) {
  const wanted = kinds ?? FEED_KINDS;
  return Object.entries(parts).flatMap(([part, { kinds: held, permission }]): AskedPart[] => {
    const asked = held.filter((kind) => wanted.includes(kind));
    return asked.length > 0 && mayDo(role, scopes, permission) ? [{ part: partNamed(part), kinds: asked }] : [];
  });
}

// Object.entries forgets the names; the table has no others.
const partNamed = (name: string) => name as FeedPart;

/** An entry and where it stands: `at` as exactly as the database has it. */
export type PlacedEntry = { entry: Exclude<FeedEntry, { kind: "error" }>; place: string };

/** `after`: the place behind this page; null: it is the last. */
export type MergedFeed = { data: FeedEntry[]; after: [string, string] | null };

/** One page out of the newest of each part. The parts that failed are named first: their rows are missing on this page. */
export function mergeFeed(
  found: readonly PlacedEntry[],
  failed: readonly FeedPart[],
  limit: number,
  now: Date,
): MergedFeed {
  const newestFirst = found.toSorted(laterFirst);
  const shown = newestFirst.slice(0, limit);
  const last = shown.at(-1);
  const errors = failed.map((part) => errorEntry(part, now));
  return {
    data: [...errors, ...shown.map((one) => one.entry)],
    after: newestFirst.length > limit && last ? [last.place, last.entry.id] : null,
  };
}

const errorEntry = (part: FeedPart, now: Date): FeedEntry => ({
  kind: "error",
  at: now.toISOString(),
  part,
  detail: `The ${parts[part].name} of this page did not load. Nothing is lost; ask again in a moment.`,
});

function laterFirst(a: PlacedEntry, b: PlacedEntry): number {
  const [one, other] = [a, b].map(({ entry }) => Date.parse(entry.at));
  return (other ?? 0) - (one ?? 0) || compare(micros(b.place), micros(a.place)) || compare(b.entry.id, a.entry.id);
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** What JavaScript's times leave out: the digits behind the milliseconds of PostgreSQL's text. */
const micros = (place: string) => (/\.(\d+)/.exec(place)?.[1] ?? "").padEnd(6, "0");
