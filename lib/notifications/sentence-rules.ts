import type { Notification, NotificationKind } from "./schema";

/** One notification as a sentence: who did what with whom. A lead that is out of sight has no name. */
export function notificationSentence(notification: Notification): string {
  const { kind, actor, lead, sequence, stopped, method, outcome } = notification;
  const who = actor?.name ?? "Somebody";
  const whom = lead?.name ?? "a lead";
  const sentences: Record<NotificationKind, string> = {
    lead_contacted: `${who} ${verbOf(method)} ${whom}`,
    lead_replied: `${lead?.name ?? "A lead"} replied`,
    slot_overridden: `${who} overrode your ${nounOf(method)} slot with ${whom}`,
    message_blocked: `Your message to ${whom} lost its slot to ${who}`,
    message_stopped: stopped ? stoppedSentence(stopped, actor) : `Your message to ${whom} will not go out`,
    lead_assigned: `${who} gave you ${lead?.name ?? "leads"}`,
    lead_moved: `${who} took ${whom} out of your leads`,
    slot_asked: `${who} would like to ${method === "meeting" ? "meet" : nounOf(method)} ${whom} and asks you`,
    hand_over_asked: `${who} asks you for ${whom}`,
    hand_over_decided:
      outcome === "accepted" ? `${who} handed ${whom} over to you` : "The lead you asked for stays where it is",
    trigger_lost: `Nobody comes into ${sequence?.name ?? "a sequence"} by itself any more: what it watched is gone`,
    note_mentioned: `${who} mentions you in a note on ${whom}`,
  };
  return sentences[kind];
}

/** Where one does something about it, within the product; null: it is about nothing that has a page. */
export function notificationPath({ lead, sequence, stopped }: Notification): string | null {
  if (lead) return `/leads/${lead.id}`;
  if (sequence) return `/sequences/${sequence.id}?tab=people`;
  if (!stopped) return null;
  return stopped.mailbox ? `/settings/mailboxes#${stopped.mailbox.id}` : "/settings/mailboxes";
}

/** Whoever stopped it is named; what stopped by itself says only what stands still, and why. */
function stoppedSentence(stopped: NonNullable<Notification["stopped"]>, actor: Notification["actor"]) {
  const { mailbox, server, reason } = stopped;
  if (server) return `Emails of people without a mailbox wait: ${reason ?? server}`;
  const place = mailbox ? ` from ${mailbox.name}` : "";
  const what = actor?.id ? `${actor.name} stopped what leaves${place}` : `Nothing leaves${place} any more`;
  return reason ? `${what}: ${reason}` : what;
}

const verbOf = (method: string | null) => verbs[method ?? ""] ?? "contacted";
const nounOf = (method: string | null) => nouns[method ?? ""] ?? "contact";

const verbs: Record<string, string> = {
  email: "emailed",
  linkedin: "messaged",
  call: "called",
  sms: "texted",
  whatsapp: "messaged",
  meeting: "had a meeting with",
};

const nouns: Record<string, string> = {
  email: "email",
  linkedin: "message",
  call: "call",
  sms: "text",
  whatsapp: "message",
  meeting: "meeting",
};
