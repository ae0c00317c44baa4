/** The beginning of a text, so many characters at most, without half a character at its end: half of one can be stored nowhere. */
export const cutText = (text: string, most: number): string => text.slice(0, most).replace(/[\ud800-\udbff]$/, "");
