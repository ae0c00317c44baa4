"use client";

import { answerAsOf, answerTo, isAnswered } from "@/components/outreach/conversation-answer";
import { refusalFrom, standingRefusal } from "@/components/outreach/log-draft";
import { nearTextIn } from "@/components/outreach/near-text";
import { useAttempt } from "@/components/outreach/use-attempt";
import type { CheckText } from "@/components/outreach/use-text-check";
import { useWriterVerdict } from "@/components/outreach/use-writer-verdict";
import { standingWords } from "@/components/outreach/verdict-words";
import { useClock } from "@/components/ui/clock";
import { momentInZone } from "@/components/ui/zone-time";
import type { Touch } from "@/lib/communications/schema";
import type { Problem } from "@/lib/guard/schema";
import type { QueuedMessage, QueueMessageInput } from "@/lib/sending/schema";
import { type MessageDraft, proposedMoment, reasonIsEnough, standingOfMessage, toMessage } from "./message-draft";
import { type KeptDraftOptions, useKeptDraft } from "./use-kept-draft";

export type SendAnswer = { ok: true; output: QueuedMessage } | { ok: false; problem: Problem };
/** `attemptId` stays the same while the same content is sent again: use it as the Idempotency-Key. */
export type SendMessage = (input: QueueMessageInput, attemptId: string) => Promise<SendAnswer>;

export type MessageFormOptions = KeptDraftOptions & {
  send: SendMessage;
  /** Newest first; the first five stand in view. */
  touches: readonly Touch[];
  /** Asks the guard again with the text, while it is typed. */
  checkText?: CheckText;
  onSent: (sent: QueuedMessage, draft: MessageDraft) => void;
};

/** The composer's state: the draft, what the guard says about it, and one request at a time. */
export function useMessageForm(options: MessageFormOptions) {
  const { lead, replyTo, send, onSent } = options;
  const clock = useClock();
  const zone = lead.timezone ?? clock.zone;
  const { draft, setDraft, restored, startOver, saved, take, forget } = useKeptDraft(options);
  const attempt = useAttempt(send, "The connection failed; try again, it will not go out twice.");

  const { subject, text, reason, channel: method } = draft;
  const writing = { leadId: lead.id, method, text, typed: [subject, text, reason] };
  const { claim, takeOver, contactability } = useWriterVerdict({ ...options, ...writing });
  const at = draft.later ? momentInZone(draft.when, zone) : null;
  const now = contactability?.channels[draft.channel] ?? null;
  const live = replyTo !== undefined && !isAnswered(replyTo, options.touches);
  const answer = now && answerAsOf(replyTo ? answerTo(now, replyTo, options.touches) : now, at);
  const verdict = standingOfMessage(answer, null);
  const refusal = standingRefusal(attempt.failure, verdict, answer);
  const standing = standingOfMessage(answer, refusal);
  const change = (part: Partial<MessageDraft>) => {
    const when = part.later && !draft.when ? { when: proposedMoment(Date.now(), replyTo ? null : now, zone) } : {};
    // Another channel has no formatting, and other templates.
    const plain = part.channel && part.channel !== draft.channel ? { html: null, templateId: null } : {};
    setDraft((known) => ({ ...known, ...when, ...plain, ...part }));
    if (part.channel || part.later !== undefined || part.when || part.to) attempt.drop();
  };
  const discard = () => {
    startOver();
    attempt.drop();
  };
  const submit = async (): Promise<"sent" | "failed" | "reason-missing"> => {
    if (standing === "unknown") return "failed";
    if (standing === "needs-reason" && !reasonIsEnough(draft)) {
      attempt.refuse(refusal ?? (answer && refusalFrom(answer)), verdict);
      return "reason-missing";
    }
    const sent = await attempt.run(verdict, async () => {
      const draftId = (await saved.settle()) ?? draft.draftId;
      return toMessage({ ...draft, draftId }, { leadId: lead.id, at, standing, replyTo });
    });
    if (!sent) return "failed";
    forget();
    onSent(sent.output, draft);
    return "sent";
  };
  return {
    draft,
    change,
    discard,
    restored,
    other: saved.other,
    takeOther: take,
    keepMine: saved.insist,
    answer,
    near: nearTextIn([...(refusal?.warnings ?? []), ...(answer?.rules ?? [])]),
    claim,
    takeOver: () => takeOver().then(() => attempt.drop()),
    standing,
    live,
    at,
    zone,
    refusal,
    problem: attempt.failure.problem,
    /** Who may still go on, where this user may not; pressing would only be refused. */
    closed: verdict === "refused" && answer ? standingWords(answer, draft.channel) || null : null,
    busy: attempt.busy,
    submit,
  };
}
