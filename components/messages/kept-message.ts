import type { Message } from "@/lib/sending/schema";
import { hasWords, type MessageDraft, messageChannelOf, newMessage } from "./message-draft";

/** An answer is kept beside what else is written to them, not in its place. */
const keyOf = (leadId: string, replyToId?: string) => `touchline.message.${leadId}${replyToId ? `.${replyToId}` : ""}`;

/** What was typed in this tab and not sent. */
export function readKept(leadId: string, replyToId?: string): MessageDraft | null {
  try {
    const text = sessionStorage.getItem(keyOf(leadId, replyToId));
    return text ? { ...newMessage("email"), ...JSON.parse(text) } : null;
  } catch {
    return null;
  }
}

/** A full or forbidden storage must not stop anybody from writing. */
export function keep(leadId: string, draft: MessageDraft | null, replyToId?: string): void {
  try {
    if (draft && hasWords(draft)) sessionStorage.setItem(keyOf(leadId, replyToId), JSON.stringify(draft));
    else sessionStorage.removeItem(keyOf(leadId, replyToId));
  } catch {
    return;
  }
}

/** What the server keeps: written on another machine, or before the tab was closed. */
export function fromServer(saved: Message | null | undefined): MessageDraft | null {
  const channel = messageChannelOf(saved?.channel);
  if (!saved || !channel) return null;
  const draftId = saved.status === "draft" ? saved.id : null;
  return { ...newMessage(channel), draftId, subject: saved.subject ?? "", text: saved.body_text ?? "" };
}
