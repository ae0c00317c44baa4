import { AppError, invalid } from "@/lib/core/errors";
import { type Content, contentSchemas, type MessageContent, type Suggestion, type SuggestionType } from "./schema";

/** The types that send something when they are approved. */
const sending: readonly SuggestionType[] = ["REPLY", "SEND_EMAIL", "SEND_PROPOSAL"];
export const sends = (type: SuggestionType) => sending.includes(type);

/** The content with what is changed of it; INVALID with the part that is wrong. */
export function changedContent(type: SuggestionType, before: object, change: Record<string, unknown>): Content {
  const known = Object.keys(contentSchemas[type].shape);
  const unknown = Object.keys(change).find((name) => !known.includes(name));
  if (unknown) throw invalid(`content.${unknown}`, `A ${type} has no such part. It has: ${known.join(", ")}.`);
  const parsed = contentSchemas[type].safeParse({ ...before, ...change });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalid(
    `content.${issue?.path.join(".") ?? ""}`,
    issue?.message ?? "This is not what such a suggestion holds.",
  );
}

type Decidable = Pick<Suggestion, "status" | "version"> & { decided_by_name: string | null; expires_at: Date };

/** Whether it still waits, in the version that was looked at. CONFLICT or STALE otherwise, saying what happened. */
export function checkOpen(suggestion: Decidable, version: number | undefined, now: Date): void {
  const { status, decided_by_name: name, expires_at: end } = suggestion;
  if (status === "EXPIRED") throw new AppError("CONFLICT", "This suggestion is over: something else happened since.");
  if (status !== "PENDING" && status !== "MODIFIED") {
    const what = status === "REJECTED" ? "rejected" : "approved";
    throw new AppError("CONFLICT", `${name ?? "Somebody"} ${what} this already. Reload to see what became of it.`);
  }
  // The worker says so as well, and comes round later.
  if (end <= now) {
    throw new AppError(
      "CONFLICT",
      "This suggestion is over: its time ran out before anybody decided. Look at the timeline, then write what fits now.",
    );
  }
  if (version !== undefined && version !== suggestion.version) {
    throw new AppError("STALE", "Somebody changed this suggestion since you opened it. Reload and look at it again.");
  }
}

/** What a suggestion that sends nothing says when it is carried out: a note on the lead, its times by the clock of this zone. */
export function noteOf(type: SuggestionType, content: Content, zone: string): string {
  if ("title" in content)
    return content.due ? `To do by ${dateWords(content.due)}: ${content.title}` : `To do: ${content.title}`;
  if ("suggested_times" in content) {
    const [first] = content.suggested_times;
    return `To do: a call of ${content.duration} minutes (${content.meeting_type})${first ? `, suggested for ${timeWords(first, zone)}` : ""}.`;
  }
  if ("suggested_action" in content) return `To do: follow up. ${content.reason}`;
  return `To do: ${type.toLowerCase().replaceAll("_", " ")}.`;
}

/** A day as people write it: 4 Dec 2026. */
export const dateWords = (day: string) =>
  new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" }).format(
    Date.parse(day),
  );

/** A moment by the clock of a zone, which it names. */
export function timeWords(at: string, zone: string): string {
  const form = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
  return `${form.format(Date.parse(at))} (${zone.replaceAll("_", " ")})`;
}

/** How much of a text was changed: words that were added, taken away or replaced, of all words; null when it has no text or is the same. */
export function editShare(proposed: object, content: object): number | null {
  const [before, after] = [wordsOf(proposed), wordsOf(content)];
  const most = Math.max(before.length, after.length);
  if (most === 0) return null;
  const distance = distanceOf(before, after);
  return distance === 0 ? null : Math.round((distance / most) * 1000) / 1000;
}

const mostWords = 1500;
const wordsOf = (content: object) =>
  Object.values(content)
    .filter((part) => typeof part === "string")
    .join(" ")
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, mostWords);

function distanceOf(a: string[], b: string[]): number {
  let row = Array.from({ length: b.length + 1 }, (_, nth) => nth);
  for (const [i, word] of a.entries()) {
    let diagonal = row[0] ?? 0;
    row = row.map((above, j) => {
      if (j === 0) return i + 1;
      return above;
    });
    for (let j = 1; j <= b.length; j += 1) {
      const above = row[j] ?? 0;
      row[j] = Math.min(above + 1, (row[j - 1] ?? 0) + 1, diagonal + (word === b[j - 1] ? 0 : 1));
      diagonal = above;
    }
  }
  return row[b.length] ?? 0;
}

/** The text of one that sends. */
export const messageOf = (content: object): MessageContent => contentSchemas.SEND_EMAIL.parse(content);
