const VANITY = /^([+(]?\d[\d\s().-]{2,8}[-\s.)])([a-z][a-z\s-]{3,11})$/i;
// What people write behind a number to say that it is not all of it.
const EXTENSION = /^(?:ext|extn|extension)$/i;

/** A number with letters for digits, as on signs: 1-800-FLOWERS. */
export function isVanity(number: string): boolean {
  const word = VANITY.exec(number.trim())?.[2];
  return word !== undefined && !EXTENSION.test(word);
}

/** 1-800-FLOWERS as it is dialled; any other number as it is. */
export function spelledOut(number: string): string {
  const [, digits = "", word = ""] = isVanity(number) ? (VANITY.exec(number.trim()) ?? []) : [];
  if (word === "") return number;
  const keys = word.replace(
    /[a-z]/gi,
    (letter) => "22233344455566677778889999"[letter.toLowerCase().charCodeAt(0) - 97] ?? "",
  );
  return digits + keys;
}
