/** The beginning of a text, so many characters at most, without half a character at its end: half of one can be stored nowhere. */
export const cutText = (text: string, most: number): string => text.slice(0, most).replace(/[\ud800-\udbff]$/, "");

/** What several rules say, one after the other; not what another of them says as well, and more. */
export const sayTogether = (sentences: readonly string[]): string =>
  [...new Set(sentences)].filter((one, _, all) => !all.some((other) => other !== one && other.includes(one))).join(" ");
