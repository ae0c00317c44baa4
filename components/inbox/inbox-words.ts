import type { Tab } from "@/components/ui/tabs";
import type { MailKind } from "@/lib/mail-kinds/schema";
import type { ReplyClass } from "@/lib/reply-classes/schema";

export const VIEWS = {
  replies: "Replies",
  "needs-reply": "Needs our reply",
  "awaiting-reply": "Awaits theirs",
  unmatched: "Unmatched",
} as const;
export type View = keyof typeof VIEWS;
export type ShownInbox = { view: View; of: "all" | "mine" };

// Object.keys forgets the names; the table has no others.
const views = Object.keys(VIEWS) as View[];

const hrefOf = (view: View, of: ShownInbox["of"]) => `/inbox?view=${view}${of === "mine" ? "&of=mine" : ""}`;

export const inboxTabs = ({ view, of }: ShownInbox, counts: Partial<Record<View, number | string>>): Tab[] =>
  views.map((one) => ({ label: VIEWS[one], href: hrefOf(one, of), count: counts[one], current: one === view }));

export const ownerTabs = ({ view, of }: ShownInbox): Tab[] => [
  { label: "Everybody's", href: hrefOf(view, "all"), current: of === "all" },
  { label: "Mine", href: hrefOf(view, "mine"), current: of === "mine" },
];

/** What a conversation or a message stands under: a text has no subject. */
export const titleWords = ({ subject, channel }: { subject: string | null; channel: string }): string =>
  subject ?? (channel === "email" ? "No subject" : (TITLES[channel] ?? "A message"));
const TITLES: Readonly<Record<string, string>> = { sms: "Texts", whatsapp: "WhatsApp", linkedin: "LinkedIn" };

export const CLASS_NAMES: Record<ReplyClass, string> = {
  positive: "Positive",
  neutral: "Neutral",
  negative: "Negative",
  urgent: "Urgent",
  unsubscribe: "Wants no more",
};

export const KIND_NAMES: Record<MailKind, string> = {
  human: "A person",
  auto_reply: "Automatic reply",
  out_of_office: "Out of office",
  bounce: "Bounce",
  complaint: "Complaint",
  list: "List mail",
  other: "Something else",
};

type Told = { kind: MailKind; return_date: string | null; recipient: string | null; hard: boolean | null };

/** What a message that no person wrote says, in a few words beside its kind. */
export function arrivalWords({ kind, return_date, recipient, hard }: Told): string {
  const address = recipient ?? "the address";
  if (kind === "out_of_office" && return_date) return `until ${dayOf(return_date)}`;
  if (kind === "bounce") return hard ? `${address} cannot be reached` : `${address} was not reached this time`;
  if (kind === "complaint") return `${address} called it spam`;
  return "";
}

const dayOf = (day: string) =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });

/** "Tomorrow", "In 3 days", "In a week": at eight in the morning UTC of that day. */
export const SNOOZES = [
  { days: 1, label: "Tomorrow" },
  { days: 3, label: "In 3 days" },
  { days: 7, label: "In a week" },
] as const;

export function snoozeUntil(now: number, days: number): string {
  const day = new Date(now + days * 86_400_000);
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), 8)).toISOString();
}
