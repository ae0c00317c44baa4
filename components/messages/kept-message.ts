import { wallInZone } from "@/components/ui/zone-time";
import type { Message, OtherDraft } from "@/lib/sending/schema";
import { hasWords, type MessageDraft, messageChannelOf, newMessage } from "./message-draft";

/** Whose text, to whom; an answer is kept beside what else is written to them, not in its place. */
export type Place = { leadId: string; userId?: string; replyToId?: string };

const keyOf = ({ leadId, userId = "", replyToId }: Place) =>
  `touchline.message.${userId}.${leadId}${replyToId ? `.${replyToId}` : ""}`;

/** What was typed in this tab and not sent. */
export const readKept = (place: Place): MessageDraft | null => readFrom(() => sessionStorage, place);

/** The same of a tab that is closed: this browser's copy outlives it, and the network. */
export const readLeft = (place: Place): MessageDraft | null => readFrom(() => localStorage, place);

function readFrom(storage: () => Storage, place: Place): MessageDraft | null {
  try {
    const text = storage().getItem(keyOf(place));
    return text ? { ...newMessage("email"), ...JSON.parse(text) } : null;
  } catch {
    return null;
  }
}

/** At once, with every key: a full or forbidden storage must not stop anybody from writing. */
export function keep(place: Place, draft: MessageDraft | null): void {
  for (const storage of [() => sessionStorage, () => localStorage]) {
    try {
      if (draft && hasWords(draft)) storage().setItem(keyOf(place), JSON.stringify(draft));
      else storage().removeItem(keyOf(place));
    } catch {}
  }
}

/** What the server keeps: written on another machine, or before the tab was closed. */
export function fromServer(saved: Message | null | undefined): MessageDraft | null {
  if (!saved) return null;
  const isDraft = saved.status === "draft";
  const draft = fromOther({ ...saved, version: saved.updated_at });
  return (
    draft && { ...draft, ...(!isDraft && { draftId: null, version: null }), templateId: saved.template?.id ?? null }
  );
}

/** A message that was taken back before it left: to whom, with what and for when it was, so that nothing goes sooner than it was meant to. */
export function fromTakenBack(message: Message, zone: string, now: number): MessageDraft | null {
  const draft = fromServer(message);
  const at = Date.parse(message.send_at ?? "");
  const later = at - now > MINUTE;
  const { to, attachments: files } = message;
  return draft && { ...draft, to: to ?? "", files, later, when: later ? wallInZone(at, zone) : "" };
}

const MINUTE = 60_000;

/** A draft that was written on elsewhere. */
export function fromOther(other: OtherDraft): MessageDraft | null {
  const channel = messageChannelOf(other.channel);
  if (!channel) return null;
  const { id: draftId, version, subject, body_text, body_html: html } = other;
  return { ...newMessage(channel), draftId, version, subject: subject ?? "", text: body_text ?? "", html };
}
