/** The parts of three letters of a text's words, each once, as PostgreSQL's pg_trgm takes them. */
export function partsOf(text: string): ReadonlySet<string> {
  const parts = new Set<string>();
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)) {
    const letters = [" ", " ", ...word, " "];
    for (let nth = 0; nth + 3 <= letters.length; nth++) parts.add(letters.slice(nth, nth + 3).join(""));
  }
  return parts;
}

/** How alike two texts are, 0 to 1: shared parts of all parts, as `similarity` of pg_trgm, by which the guard compares messages. */
export function likenessOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [few, many] = one.size < other.size ? [one, other] : [other, one];
  let shared = 0;
  for (const part of few) if (many.has(part)) shared += 1;
  const all = one.size + other.size - shared;
  return all === 0 ? 0 : shared / all;
}

export type Repeat = { nth: number; before: number; same: boolean };

/** Which texts are so alike as ones before them, of each the nearest first; null is a text that is not compared. */
export function repeatsIn(texts: readonly (string | null)[], threshold: number): Repeat[] {
  const parts = texts.map((text) => (text === null ? null : partsOf(text)));
  return parts.flatMap((own, nth) =>
    parts
      .slice(0, nth)
      .flatMap((other, before) =>
        own && other && likenessOf(own, other) >= threshold
          ? [{ nth, before, same: texts[nth] === texts[before] }]
          : [],
      )
      .reverse(),
  );
}
