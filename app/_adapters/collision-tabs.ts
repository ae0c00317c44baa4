import { hrefWith } from "@/components/ui/query-href";
import type { Tab } from "@/components/ui/tabs";
import type { ListCollisionsInput } from "@/lib/collisions/schema";

type Chosen = Pick<ListCollisionsInput, "kind" | "review">;

const kinds = [
  [null, "All"],
  ["prevented", "Prevented"],
  ["overridden", "Overridden"],
  ["escaped", "Escaped"],
] as const;

/** What became of collisions as pages, and the overrides that wait for a second look with how many they are. */
export function collisionTabs({ kind, review }: Chosen, query: string, open: number): Tab[] {
  const byKind = kinds.map(([one, label]) => ({
    label,
    href: hrefWith(query, { kind: one, review: null }),
    current: !review && (kind ?? null) === one,
  }));
  const href = hrefWith(query, { kind: null, review: "open" });
  return [...byKind, { label: "Overrides to review", href, current: review === "open", count: open }];
}
