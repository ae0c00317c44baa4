import { CHANNEL_NAMES } from "@/components/outreach/channel-words";
import { wallInZone } from "@/components/ui/zone-time";
import type { Attachment } from "@/lib/attachments/schema";
import type { Touch } from "@/lib/communications/schema";
import { type Channel, type ChannelAnswer, OVERRIDE_REASON_LENGTH, type Refusal } from "@/lib/guard/schema";
import { mayOverride } from "@/lib/guard/verdict-rules";
import { MESSAGE_CHANNELS, type MessageChannel, type QueueMessageInput, UNDO_SECONDS } from "@/lib/sending/schema";
import { answeringSubject } from "@/lib/texts/rules";

/** What stands in the composer; kept as typed, whatever happens to the request. */
export type MessageDraft = {
  channel: MessageChannel;
  /** empty: the lead's first address */
  to: string;
  subject: string;
  /** what the guard reads; of a formatted text its plain part */
  text: string;
  /** the text with its formatting; null: a plain one */
  html: string | null;
  templateId: string | null;
  /** what it is counted to */
  campaignId?: string | null;
  files: Attachment[];
  later: boolean;
  /** As the datetime-local field has it, in the zone the composer speaks of. */
  when: string;
  reason: string;
  /** the server's copy */
  draftId: string | null;
  /** of which the writer saw last */
  version: string | null;
};

export function newMessage(channel: MessageChannel): MessageDraft {
  const text = { subject: "", text: "", html: null, templateId: null, files: [] };
  return { channel, to: "", ...text, later: false, when: "", reason: "", draftId: null, version: null };
}

export const hasWords = ({ subject, text, reason }: MessageDraft) =>
  [subject, text, reason].some((words) => words.trim() !== "");

/** An answer keeps the subject of what it answers. */
export const replySubject = (touch: Touch) => answeringSubject(touch.subject ?? touch.thread_subject);

export const messageChannelOf = (channel: string | undefined) => MESSAGE_CHANNELS.find((one) => one === channel);

/** What this user has to do before the message may go: nothing, give a reason, or leave it. */
export type MessageStanding = "free" | "needs-reason" | "refused" | "unknown";

export function standingOfMessage(answer: ChannelAnswer | null, refusal: Refusal | null): MessageStanding {
  if (refusal) return refusal.overridable ? "needs-reason" : "refused";
  if (!answer) return "unknown";
  if (answer.verdict === "free") return "free";
  return mayOverride(answer) ? "needs-reason" : "refused";
}

/** Nine in the morning of the next working day there. */
export function nextMorning(now: number, zone: string): string {
  const day = new Date(`${wallInZone(now, zone).slice(0, 10)}T09:00Z`);
  do day.setUTCDate(day.getUTCDate() + 1);
  while (day.getUTCDay() === 0 || day.getUTCDay() === 6);
  return day.toISOString().slice(0, 16);
}

/** What "Later" proposes: the next working morning, or the first quarter of an hour in which the slot is free. */
export function proposedMoment(now: number, answer: ChannelAnswer | null, zone: string): string {
  const free = answer?.verdict === "blocked" && answer.next_allowed_at ? Date.parse(answer.next_allowed_at) : 0;
  const [morning, opens] = [nextMorning(now, zone), quarterFrom(free, zone)];
  return opens > morning ? opens : morning;
}

/** The first quarter of an hour from that moment on, by their clock. */
export const quarterFrom = (at: number, zone: string) => wallInZone(Math.ceil(at / QUARTER) * QUARTER, zone);

const QUARTER = 900_000;

export const reasonIsEnough = ({ reason }: MessageDraft) => reason.trim().length >= OVERRIDE_REASON_LENGTH;

/** The request for what is in the composer. */
export function toMessage(
  draft: MessageDraft,
  { leadId, at, standing, replyTo }: { leadId: string; at: Date | null; standing: MessageStanding; replyTo?: Touch },
): QueueMessageInput {
  const html = draft.channel === "email" ? draft.html : null;
  return {
    lead_id: leadId,
    channel: draft.channel,
    to: draft.to || undefined,
    subject: draft.channel === "email" ? draft.subject.trim() || undefined : undefined,
    ...(html ? { body_html: html } : { body_text: draft.text }),
    template_id: draft.templateId ?? undefined,
    attachment_ids: draft.channel === "email" && draft.files.length > 0 ? draft.files.map((one) => one.id) : undefined,
    scheduled_for: at?.toISOString(),
    reply_to_id: replyTo?.id,
    override_reason: standing === "needs-reason" ? draft.reason.trim() : undefined,
    draft_id: draft.draftId ?? undefined,
    campaign_id: draft.campaignId ?? undefined,
  };
}

export function sendLabel({ later }: MessageDraft, standing: MessageStanding): string {
  const label = later ? "Schedule" : "Send now";
  return standing === "needs-reason" ? `${label}, with reason` : label;
}

/** What becomes of a message that was just written; `when`: a later moment in words. */
export function sentWords(channel: MessageChannel, when: string | null): string {
  const name = CHANNEL_NAMES[channel];
  if (when) return `${name} scheduled for ${when}`;
  return channel === "email"
    ? `${name} leaves in ${UNDO_SECONDS} seconds`
    : `${name} has its slot. ${howItLeaves(channel, false)}`;
}

/** Said before anybody presses; `later`: a time is chosen for it. */
export function howItLeaves(channel: MessageChannel, later: boolean): string {
  if (channel === "email" && later) return "It leaves by itself at the time you choose.";
  if (channel === "email") return `It leaves ${UNDO_SECONDS} seconds after you press. Until then you can undo it.`;
  if (channel === "sms") return "It leaves by itself where a provider for texts is connected; else send it by hand.";
  return `Send it by hand on ${CHANNEL_NAMES[channel]}.`;
}

/** Said beside what waits: how it leaves. */
export function howTheyLeave(channels: readonly string[]): string {
  const by = channels.includes("sms") ? ", and a text where a provider for texts is connected" : "";
  const others = channels.some((one) => one !== "email") ? " Send anything else by hand and say so here." : "";
  return `Email leaves by itself at its time${by}.${others} The slot is taken already.`;
}

const lateMs = 120_000;
/** Whether an email waits for longer than the worker takes: something holds it up, and that stands at its mailbox. */
export const isHeldUp = (waiting: readonly Pick<Touch, "method" | "scheduled_for" | "occurred_at">[], now: number) =>
  waiting.some((one) => one.method === "email" && now - Date.parse(one.scheduled_for ?? one.occurred_at) > lateMs);

/** Which channels they can be written to on: those with an address on file, email first. */
export function writableChannels(answers: Partial<Record<Channel, ChannelAnswer>> | undefined): MessageChannel[] {
  const known = MESSAGE_CHANNELS.filter((channel) => answers?.[channel]?.address);
  return known.length > 0 ? known : ["email"];
}
