import { STATUS_NAMES } from "@/components/leads/status-words";
import { CHANNEL_NAMES } from "@/components/outreach/channel-words";
import type { RecordEntry } from "@/lib/feed/schema";
import { CHANNELS } from "@/lib/guard/channel-rules";
import { LEAD_STATUSES } from "@/lib/leads/list-rules";

/** One line of the record as a sentence: who did what with the lead. */
export function recordSentence(entry: RecordEntry, userId?: string): string {
  const who = entry.actor ? (entry.actor.id === userId && userId ? "You" : entry.actor.name) : null;
  return SENTENCES[entry.kind](entry, who);
}

const SENTENCES: Record<RecordEntry["kind"], (entry: RecordEntry, who: string | null) => string> = {
  status: ({ from, to, how, seconds }, who) => {
    const way = `from ${statusName(from)} to ${statusName(to)}`;
    const stayed = from !== null && seconds !== null ? `, after ${spanWords(seconds)}` : "";
    return `${MOVERS[how ?? ""]?.(who) ?? who ?? "Something"} moved the status ${way}${stayed}`;
  },
  assignment: ({ what, from, to, how }, who) => {
    const before = from ? `, it was ${from}'s` : "";
    if (what === "lead.round_robin")
      return `${how ? `The rule “${how}”` : "A rule"} gave the lead to ${to}, whose turn it was`;
    if (!to) return `${who ?? "Somebody"} took the lead from ${from ?? "nobody"}; it is nobody's now`;
    if (what === "lead.hand_over") return `${who ?? "Somebody"} agreed to hand the lead over to ${to}${before}`;
    return `${who ?? "A rule"} gave the lead to ${to}${before}`;
  },
  score: ({ from, to }, who) => `Score ${from ?? "none"} to ${to ?? "none"}${who ? `, by ${who}` : ""}`,
  dnc: ({ what, from, to }, who) =>
    what === "dnc.removed"
      ? `${who ?? "Something else"} ended a do-not-contact entry for ${reach(from)}`
      : `${who ?? "Their own words"} put them on the do-not-contact list for ${reach(to)}`,
  import: ({ what, to }, who) =>
    what === "import.updated"
      ? `${who ?? "An import"} updated the lead from ${to ?? "a file"}`
      : `${who ?? "An import"} brought the lead in ${to ? `with ${to}` : "with an import"}`,
  merge: ({ what, from }, who) =>
    what === "lead.unmerged"
      ? `${who ?? "Somebody"} took a merge back${from ? ` with ${from}` : ""}`
      : `${who ?? "Somebody"} merged ${from ?? "another lead"} into this one`,
};

const SPANS = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
] as const;

/** A stretch of time in its largest whole unit: 3 days. */
function spanWords(seconds: number): string {
  const [unit, length] = SPANS.find(([, size]) => seconds >= size) ?? [];
  if (!unit || !length) return "less than a minute";
  const count = Math.floor(seconds / length);
  return `${count.toLocaleString("en")} ${unit}${count === 1 ? "" : "s"}`;
}

/** Whose doing a move of the status was, by what moved it. */
const MOVERS: Record<string, (who: string | null) => string> = {
  log: (who) => (who === "You" ? "Your contact" : who ? `A contact of ${who}` : "A contact"),
  reply: () => "Their answer",
  rule: () => "A rule",
  import: (who) => (who ? `An import of ${who === "You" ? "yours" : who}` : "An import"),
  merge: () => "A merge",
  undo: (who) => (who ? `${who} took something back and` : "Something was taken back and"),
};

const statusName = (status: string | null) => {
  const known = LEAD_STATUSES.find((one) => one === status);
  return known ? STATUS_NAMES[known] : "nothing";
};

const reach = (channel: string | null) => {
  const known = CHANNELS.find((one) => one === channel);
  return known ? CHANNEL_NAMES[known] : "every channel";
};
