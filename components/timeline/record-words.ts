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
  status: ({ from, to }, who) =>
    who
      ? `${who} moved the status from ${statusName(from)} to ${statusName(to)}`
      : `Status: ${statusName(from)} to ${statusName(to)}`,
  assignment: ({ from, to }, who) => {
    if (!to) return `${who ?? "Somebody"} took the lead from ${from ?? "nobody"}; it is nobody's now`;
    return `${who ?? "A rule"} gave the lead to ${to}${from ? `, it was ${from}'s` : ""}`;
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

const statusName = (status: string | null) => {
  const known = LEAD_STATUSES.find((one) => one === status);
  return known ? STATUS_NAMES[known] : "nothing";
};

const reach = (channel: string | null) => {
  const known = CHANNELS.find((one) => one === channel);
  return known ? CHANNEL_NAMES[known] : "every channel";
};
