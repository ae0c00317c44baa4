import type { BadgeTone } from "@/components/ui/badge";
import type { Mail, OutboxState } from "@/lib/outbox/schema";

export const STATE_TABS: readonly { state: OutboxState; label: string }[] = [
  { state: "left", label: "Left" },
  { state: "unknown", label: "Unknown" },
  { state: "failed", label: "Did not leave" },
  { state: "waiting", label: "Waiting" },
];

const words: Record<string, [string, BadgeTone]> = {
  queued: ["Waiting", "wait"],
  sending: ["Leaving", "accent"],
  sent: ["Sent", "free"],
  delivered: ["Delivered", "free"],
  bounced: ["Bounced", "danger"],
  rejected: ["Refused", "danger"],
  failed: ["Failed", "danger"],
  blocked: ["Blocked", "taken"],
  unknown: ["Unknown", "wait"],
};

/** The state of a message in a word; captured is said, because then nothing left this machine. */
export function stateOf({ status, transport }: Pick<Mail, "status" | "transport">): [string, BadgeTone] {
  if (transport === "captured" && status === "sent") return ["Captured", "line"];
  if (transport === "hand" && status === "sent") return ["Sent by hand", "free"];
  return words[status] ?? [status, "line"];
}

export const EMPTY: Record<OutboxState, [string, string]> = {
  left: ["Nothing has left yet", "Messages show here once they are sent, or captured where no server is named."],
  unknown: [
    "Nothing is unknown",
    "A message lands here when its connection was lost and nobody can say whether it arrived.",
  ],
  failed: ["Everything left", "Messages that were refused, blocked or given up show here with the reason."],
  waiting: ["Nothing waits", "Messages that are to leave later show here."],
};
