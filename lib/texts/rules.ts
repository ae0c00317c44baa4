const longestCompared = 4000;
// Below this, two texts are alike by chance: "Just left a voicemail."
const shortestCompared = 40;

/** Channels on which a text is a note of what was said, not what the other person read. */
export const SPOKEN_CHANNELS: readonly string[] = ["call", "meeting", "other"];

/**
 * What is compared of a message: without quoted parts, greeting, sign-off and signature, in small letters and single spaces, the first
 * 4,000 characters. Null when too little is left to say anything.
 */
export function comparableText(body: string | null | undefined): string | null {
  if (!body) return null;
  const own = withoutQuotes(
    body
      .slice(0, 4 * longestCompared)
      .replaceAll("\r", "")
      .split("\n"),
  );
  const lines = withoutSignOff(withoutSignature(own)).map((line) => line.trim());
  const text = withoutGreeting(lines.filter(Boolean).join("\n"));
  const plain = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .slice(0, longestCompared);
  return plain.length < shortestCompared ? null : plain;
}

const quoteBegins =
  /^(-{2,} ?(original message|forwarded message|original-nachricht)|begin forwarded message|_{10,}$|from: .+@)/i;
const attribution = /^(on|am|le) .{5,120}(wrote|writes|schrieb|a écrit) ?:?$|^.{1,80} (wrote|writes|said|schrieb) ?:$/i;

function withoutQuotes(lines: string[]): string[] {
  const begins = lines.findIndex((line, index) => index > 0 && quoteBegins.test(line.trim()));
  const above = begins < 0 ? lines : lines.slice(0, begins);
  return above.filter((line) => {
    const text = line.trim();
    return !/^([>|]|\w{1,3}>)/.test(text) && !attribution.test(text);
  });
}

function withoutSignature(lines: string[]): string[] {
  const at = lines.findIndex((line, index) => index > 0 && /^--\s*$/.test(line));
  return at < 0 ? lines : lines.slice(0, at);
}

const signOff =
  /^((with )?(best|kind|kindest|warm|warmest)( (regards|wishes))?|(best )?regards|cheers|thanks( (a lot|again|in advance))?|many thanks|thank you|sincerely|yours( (truly|sincerely|faithfully))?|(viele|liebe|beste) grüße|mit freundlichen grüßen|cordialement|saludos)\b[\s,.!-]*(\p{Lu}[\p{L}'.-]*[\s,.]*){0,4}$/iu;

// In the last lines only: "Thanks" may also open a paragraph.
function withoutSignOff(lines: string[]): string[] {
  const filled = lines.flatMap((line, index) => (line.trim() ? [index] : []));
  const at = filled
    .slice(1)
    .slice(-6)
    .find((index) => signOff.test(lines[index]?.trim() ?? ""));
  const kept = at === undefined ? lines : lines.slice(0, at);
  const last = kept.findLastIndex((line) => line.trim());
  return kept.map((line, index) => (index === last ? line.replace(inlineSignOff, "$1") : line));
}

const inlineSignOff =
  /([.!?]) (best|kind regards|best regards|regards|cheers|thanks|many thanks|sincerely),? (\p{Lu}[\p{L}'.-]*\s*){1,3}[.!]?$/iu;
const greeting =
  /^(hi|hello|hey|dear|hallo|liebe[rs]?|sehr geehrte[rs]?|bonjour|hola|ciao|good (morning|afternoon|evening))( (all|there|team|everyone|folks))?(\s+\p{Lu}[\p{L}'.-]*){0,4}\s*([,!:.–-]|\n|$)/iu;

function withoutGreeting(text: string): string {
  return text.replace(greeting, "");
}

/** An answer keeps the subject of what it answers. */
export const answeringSubject = (subject: string | null | undefined): string =>
  !subject || /^re:/i.test(subject) ? (subject ?? "") : `Re: ${subject}`.slice(0, 500);
