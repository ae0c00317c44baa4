import type { NotificationKind } from "@/lib/notifications/schema";

export const KIND_NAMES: Record<NotificationKind, string> = {
  lead_contacted: "A colleague contacts a lead of mine, or one I am writing to",
  lead_replied: "A lead of mine, or somebody I wrote to, replies",
  slot_overridden: "Somebody overrides my slot",
  message_blocked: "A message of mine loses its slot",
  message_stopped: "A message of mine will not go out, or everything from a mailbox stands still",
  lead_assigned: "A lead is given to me",
  lead_moved: "A lead is taken out of mine",
  slot_asked: "A colleague would like to contact whom I have contacted",
  hand_over_asked: "Somebody asks me for a lead",
  hand_over_decided: "A lead I asked for is handed over, or stays",
  note_mentioned: "A colleague mentions me in a note",
  trigger_lost: "What enrolls people into a sequence of mine is gone",
};

/** "Notifications, 3 unread": the bell's name. */
export const bellName = (unread: number) => (unread > 0 ? `Notifications, ${countOf(unread)} unread` : "Notifications");

export const countOf = (unread: number) => (unread > 99 ? "99+" : String(unread));
