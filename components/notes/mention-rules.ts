import type { Colleague } from "@/lib/notes/schema";

/** The name that is being written at the caret: where its @ stands, and what follows it. */
export type OpenMention = { start: number; query: string };

const longest = 40;

export function openMention(text: string, caret: number): OpenMention | null {
  const before = text.slice(Math.max(0, caret - longest), caret);
  const found = /(?<![\p{L}\p{N}._%+-])@([\p{L}\p{N}.'’-]*(?: [\p{L}\p{N}.'’-]*)*)$/u.exec(before);
  if (!found) return null;
  const query = found[1] ?? "";
  return { start: caret - query.length - 1, query };
}

/** Colleagues of whose name a word begins so, or the whole; nobody once a whole name stands there. */
export function fittingColleagues(colleagues: readonly Colleague[], query: string): Colleague[] {
  const asked = query.toLowerCase();
  if (colleagues.some(({ name }) => asked.trimEnd() === name.toLowerCase() && asked !== name.toLowerCase())) return [];
  return colleagues
    .filter(({ name }) => {
      const known = name.toLowerCase();
      return known.startsWith(asked) || known.split(" ").some((word) => word.startsWith(asked));
    })
    .slice(0, 6);
}

/** The text with the name in the place of what was written of it, and where the caret then stands. */
export function withMention(text: string, open: OpenMention, name: string): { text: string; caret: number } {
  const end = open.start + 1 + open.query.length;
  const named = `@${name} `;
  const rest = text.slice(end).replace(/^ /, "");
  return { text: `${text.slice(0, open.start)}${named}${rest}`, caret: open.start + named.length };
}

/** A text in parts, those that name somebody marked. */
export function mentionParts(body: string, names: readonly string[]): { text: string; named: boolean; at: number }[] {
  if (names.length === 0) return [{ text: body, named: false, at: 0 }];
  const escaped = names
    .toSorted((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(`(@(?:${escaped.join("|")}))(?![\\p{L}\\p{N}])`, "giu");
  let at = 0;
  return body.split(pattern).map((text, place) => {
    const part = { text, named: place % 2 === 1, at };
    at += text.length;
    return part;
  });
}
