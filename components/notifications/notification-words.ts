import { CHANNEL_NOUNS, channelVerb } from "@/components/outreach/channel-words";
import { CHANNELS } from "@/lib/guard/schema";
import type { Notification, NotificationKind } from "@/lib/notifications/schema";

/** One notification as a sentence: who did what with whom. A lead that is out of sight has no name. */
export function notificationSentence({ kind, actor, lead, sequence, method, outcome }: Notification): string {
  const who = actor?.name ?? "Somebody";
  const whom = lead?.name ?? "a lead";
  const sentences: Record<NotificationKind, string> = {
    lead_contacted: `${who} ${verbWith(method)} ${whom}`,
    lead_replied: `${lead?.name ?? "A lead"} replied`,
    slot_overridden: `${who} overrode your ${nounOf(method)} slot with ${whom}`,
    message_blocked: `Your message to ${whom} lost its slot to ${who}`,
    message_stopped: `Your message to ${whom} will not go out`,
    lead_assigned: `${who} gave you ${lead?.name ?? "leads"}`,
    lead_moved: `${who} gave ${whom} to somebody else`,
    slot_asked: `${who} would like to ${method === "meeting" ? "meet" : nounOf(method)} ${whom} and asks you`,
    hand_over_asked: `${who} asks you for ${whom}`,
    hand_over_decided:
      outcome === "accepted" ? `${who} handed ${whom} over to you` : "The lead you asked for stays where it is",
    trigger_lost: `Nobody comes into ${sequence?.name ?? "a sequence"} by itself any more: what it watched is gone`,
    note_mentioned: `${who} mentions you in a note on ${whom}`,
  };
  return sentences[kind];
}

export const KIND_NAMES: Record<NotificationKind, string> = {
  lead_contacted: "A colleague contacts a lead of mine, or one I am writing to",
  lead_replied: "A lead of mine, or somebody I wrote to, replies",
  slot_overridden: "Somebody overrides my slot",
  message_blocked: "A message of mine loses its slot",
  message_stopped: "A message of mine will not go out",
  lead_assigned: "A lead is given to me",
  lead_moved: "A lead of mine is given to somebody else",
  slot_asked: "A colleague would like to contact whom I have contacted",
  hand_over_asked: "Somebody asks me for a lead",
  hand_over_decided: "A lead I asked for is handed over, or stays",
  note_mentioned: "A colleague mentions me in a note",
  trigger_lost: "What enrolls people into a sequence of mine is gone",
};

/** "Notifications, 3 unread": the bell's name. */
export const bellName = (unread: number) => (unread > 0 ? `Notifications, ${countOf(unread)} unread` : "Notifications");

export const countOf = (unread: number) => (unread > 99 ? "99+" : String(unread));

const verbWith = (method: string | null) => (method === "meeting" ? "had a meeting with" : channelVerb(method ?? ""));

const nounOf = (method: string | null) => CHANNEL_NOUNS[CHANNELS.find((one) => one === method) ?? "other"];
