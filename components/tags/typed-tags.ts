const MOST = 8;

/** Tags that fit what is being typed behind the last comma, without those that stand there already; who types nothing yet sees the first ones. */
export function fittingTags(typed: string, known: readonly string[]): string[] {
  const [parts, last] = split(typed);
  const fresh = known.filter((tag) => !parts.includes(tag) && tag !== last);
  const wish = plain(last);
  const begins = fresh.filter((tag) => plain(tag).startsWith(wish));
  const holds = fresh.filter((tag) => !begins.includes(tag) && plain(tag).includes(wish));
  return [...begins, ...holds].slice(0, MOST);
}

/** The field with this tag in place of what is being typed, ready for the next one. */
export function withTag(typed: string, tag: string): string {
  const [parts] = split(typed);
  return `${[...parts, tag].join(", ")}, `;
}

function split(typed: string): [parts: string[], last: string] {
  const parts = typed.split(",").map((one) => one.trim());
  const last = parts.pop() ?? "";
  return [parts.filter((one) => one !== ""), last];
}

// Accents and capitals are forgiven, as everywhere in search.
const plain = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
