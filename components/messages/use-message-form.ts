"use client";

import { useRef, useState } from "react";
import { answerAsOf, answerInConversation } from "@/components/outreach/conversation-answer";
import { type Refused, refusalFrom, refusalIn, standingRefusal } from "@/components/outreach/log-draft";
import { nearTextIn } from "@/components/outreach/near-text";
import { type CheckText, useTextCheck } from "@/components/outreach/use-text-check";
import { standingWords } from "@/components/outreach/verdict-words";
import { useClock } from "@/components/ui/clock";
import { momentInZone } from "@/components/ui/zone-time";
import type { Problem } from "@/lib/guard/schema";
import type { QueuedMessage, QueueMessageInput } from "@/lib/sending/schema";
import { type MessageDraft, proposedMoment, reasonIsEnough, standingOfMessage, toMessage } from "./message-draft";
import { type KeptDraftOptions, useKeptDraft } from "./use-kept-draft";

export type SendAnswer = { ok: true; output: QueuedMessage } | { ok: false; problem: Problem };
/** `attemptId` stays the same while the same content is sent again: use it as the Idempotency-Key. */
export type SendMessage = (input: QueueMessageInput, attemptId: string) => Promise<SendAnswer>;

export type MessageFormOptions = KeptDraftOptions & {
  send: SendMessage;
  /** Asks the guard again with the text, while it is typed. */
  checkText?: CheckText;
  onSent: (sent: QueuedMessage, draft: MessageDraft) => void;
};

type Failure = Refused & { problem: Problem | null };
const NONE: Failure = { refusal: null, asked: "unknown", problem: null };
const NOT_REACHED: SendAnswer = {
  ok: false,
  problem: { code: "UNAVAILABLE", detail: "The connection failed; try again, it will not go out twice." },
};

/** The composer's state: the draft, what the guard says about it, and one request at a time. */
export function useMessageForm(options: MessageFormOptions) {
  const { lead, replyTo, send, onSent } = options;
  const clock = useClock();
  const zone = lead.timezone ?? clock.zone;
  const { draft, setDraft, restored, startOver, saved, forget } = useKeptDraft(options);
  const [failure, setFailure] = useState<Failure>(NONE);
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const attempt = useRef({ content: "", id: "" });

  const contactability = useTextCheck(draft.text, options.contactability, options.checkText);
  const at = draft.later ? momentInZone(draft.when, zone) : null;
  const now = contactability?.channels[draft.channel] ?? null;
  const answer = now && answerAsOf(replyTo ? answerInConversation(now) : now, at);
  const verdict = standingOfMessage(answer, null);
  const refusal = standingRefusal(failure, verdict);
  const standing = standingOfMessage(answer, refusal);
  const change = (part: Partial<MessageDraft>) => {
    const when = part.later && !draft.when ? { when: proposedMoment(Date.now(), replyTo ? null : now, zone) } : {};
    setDraft((known) => ({ ...known, ...when, ...part }));
    if (part.channel || part.later !== undefined || part.when || part.to) setFailure(NONE);
  };
  const discard = () => {
    startOver();
    setFailure(NONE);
  };
  const submit = async (): Promise<"sent" | "failed" | "reason-missing"> => {
    if (running.current || standing === "unknown") return "failed";
    if (standing === "needs-reason" && !reasonIsEnough(draft)) {
      setFailure({ problem: null, asked: verdict, refusal: refusal ?? (answer && refusalFrom(answer)) });
      return "reason-missing";
    }
    running.current = true;
    setBusy(true);
    setFailure((known) => ({ ...known, problem: null }));
    const draftId = (await saved.settle()) ?? draft.draftId;
    const input = toMessage({ ...draft, draftId }, { leadId: lead.id, at, standing, replyTo });
    const result = await send(input, attemptFor(attempt.current, input)).catch(() => NOT_REACHED);
    running.current = false;
    setBusy(false);
    if (!result.ok) {
      const refused = refusalIn(result.problem);
      setFailure({ refusal: refused, asked: verdict, problem: refused ? null : result.problem });
      return "failed";
    }
    forget();
    onSent(result.output, draft);
    return "sent";
  };
  return {
    draft,
    change,
    discard,
    restored,
    answer,
    near: nearTextIn([...(refusal?.warnings ?? []), ...(answer?.rules ?? [])]),
    dropRefusal: () => setFailure(NONE),
    standing,
    at,
    zone,
    refusal,
    problem: failure.problem,
    /** Who may still go on, where this user may not; pressing would only be refused. */
    closed: verdict === "refused" && answer ? standingWords(answer, draft.channel) || null : null,
    busy,
    submit,
  };
}

function attemptFor(attempt: { content: string; id: string }, input: QueueMessageInput): string {
  const content = JSON.stringify(input);
  if (attempt.content !== content) {
    attempt.content = content;
    attempt.id = crypto.randomUUID();
  }
  return attempt.id;
}
