const ALPHABETS = [
  ["Latin", /\p{Script=Latin}/u],
  ["Cyrillic", /\p{Script=Cyrillic}/u],
  ["Greek", /\p{Script=Greek}/u],
  ["Armenian", /\p{Script=Armenian}/u],
  ["Cherokee", /\p{Script=Cherokee}/u],
] as const;

/**
 * What to say of an address whose letters are of two alphabets within one word, so that it looks like another (a Cyrillic а in acme.com);
 * null for every other. `norm` is what it is known by, the host in A-labels.
 */
export function lookalikeWords(raw: string, norm: string): string | null {
  for (const word of raw.normalize("NFKC").split(/[@.\s/]+/)) {
    const used = ALPHABETS.filter(([, letters]) => letters.test(word)).map(([name]) => name);
    if (used.length < 2) continue;
    return `“${word}” has ${used.join(" and ")} letters, so it is not the address it looks like. It is kept as ${norm}.`;
  }
  return null;
}
