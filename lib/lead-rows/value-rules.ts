const yes = new Set(
  "yes y true 1 x t ja j oui o si sí wahr on opted_out opt-out optout unsubscribed checked ✓ ✔".split(" "),
);
const no = new Set("no n false 0 f nein non falsch off none opted_in opt-in subscribed unchecked -".split(" "));

/** Whether a cell says yes or no; null when it says neither. */
export function yesOrNo(value: string): boolean | null {
  const word = value.trim().toLowerCase();
  if (yes.has(word)) return true;
  return no.has(word) || word === "" ? false : null;
}

/** A text on one line: what breaks a line or cannot be seen becomes a space. */
export const oneLine = (value: string) => value.replace(/[\p{Cc}\s]+/gu, " ").trim();

/** A whole name: "Doe, Jane" is turned around, of more than two words the first is the first name. */
export function nameParts(value: string): { first: string | null; last: string | null } {
  const comma = /^([^,]+),\s*([^,]+)$/.exec(value);
  if (comma) return { first: comma[2]?.trim() || null, last: comma[1]?.trim() || null };
  const [first, ...rest] = value.split(" ");
  return { first: first || null, last: rest.join(" ") || null };
}

const channels: [RegExp, string][] = [
  [/whats\s?app/i, "whatsapp"],
  [/mail/i, "email"],
  [/call|phone|telefon|anruf/i, "call"],
  [/sms|text/i, "sms"],
  [/linked/i, "linkedin"],
  [/meet|visit|demo|termin/i, "meeting"],
];

/** The channel that a word means; what none of them is was another. */
export const channelNamed = (value: string) => channels.find(([word]) => word.test(value))?.[1] ?? "other";
