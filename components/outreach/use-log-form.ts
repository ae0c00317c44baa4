"use client";

import { useEffect, useState } from "react";
import type { LogContactInput, Touch } from "@/lib/communications/schema";
import type { Channel, Contactability, Problem, Refusal } from "@/lib/guard/schema";
import { answerTo } from "./conversation-answer";
import {
  changeDraft,
  hasText,
  type Intent,
  type LogDraft,
  newDraft,
  reasonIsLongEnough,
  refusalFrom,
  standingOf,
  standingRefusal,
  toInput,
} from "./log-draft";
import { nearTextIn } from "./near-text";
import { useAttempt } from "./use-attempt";
import type { CheckText } from "./use-text-check";
import { useWriterVerdict } from "./use-writer-verdict";

export type LoggedTouch = Pick<Touch, "id" | "collisions">;
export type SubmitAnswer = { ok: true; touch: LoggedTouch } | { ok: false; problem: Problem };
/** `attemptId` stays the same while the same content is sent again: use it as the Idempotency-Key. */
export type SubmitLog = (input: LogContactInput, attemptId: string) => Promise<SubmitAnswer>;

export type LogFormOptions = {
  leadId: string;
  contactability: Contactability | null;
  channel?: Channel;
  intent?: Intent;
  replyTo?: Touch;
  /** What the guard has said to this already, when a number was pressed. */
  refused?: Refusal | null;
  touches: readonly Touch[];
  onSubmit: SubmitLog;
  checkText?: CheckText;
  onLogged: (touch: LoggedTouch) => void;
};

/** The dialog's state: the draft, what the guard says about it, and one request at a time. */
export function useLogForm(options: LogFormOptions) {
  const { leadId, channel, intent, replyTo, onSubmit, onLogged } = options;
  const [kept] = useState(() => readKept(leadId));
  const [draft, setDraft] = useState<LogDraft>(() => firstDraft(kept, channel, intent));
  const attempt = useAttempt(
    onSubmit,
    "The connection failed; try again, it will not be logged twice.",
    options.refused,
  );
  useEffect(() => keep(leadId, draft), [leadId, draft]);

  const planned = draft.intent === "planned";
  const method = planned ? draft.channel : null;
  const { subject, notes, reason } = draft;
  const writing = { method, text: notes, typed: [subject, notes, reason] };
  const { claim, takeOver, contactability } = useWriterVerdict({ ...options, ...writing });
  const answers = replyTo?.method === draft.channel ? replyTo : undefined;
  const known = contactability?.channels[draft.channel] ?? null;
  const answer = known && answers ? answerTo(known, answers, options.touches) : known;
  const verdict = standingOf(draft, answer, null);
  const refusal = standingRefusal(attempt.failure, verdict, answer);
  const standing = standingOf(draft, answer, refusal);
  const change = (part: Partial<LogDraft>) => {
    setDraft((now) => changeDraft(now, part));
    if (part.channel || part.intent || part.direction) attempt.drop();
  };
  const discard = () => {
    setDraft(newDraft(draft.channel, draft.intent));
    attempt.drop();
  };

  const submit = async (): Promise<"sent" | "failed" | "reason-missing"> => {
    if (standing === "unknown") return "failed";
    if (standing === "needs-reason" && !reasonIsLongEnough(draft)) {
      attempt.refuse(refusal ?? (answer && refusalFrom(answer)), verdict);
      return "reason-missing";
    }
    const logged = await attempt.run(verdict, () => ({ ...toInput(draft, standing), reply_to_id: answers?.id }));
    if (!logged) return "failed";
    forget(leadId);
    onLogged(logged.touch);
    return "sent";
  };

  return {
    draft,
    change,
    discard,
    contactability,
    near: planned ? nearTextIn([...(refusal?.warnings ?? []), ...(answer?.rules ?? [])]) : null,
    restored: kept !== null && hasText(draft),
    answer,
    standing,
    refusal,
    problem: attempt.failure.problem,
    claim,
    takeOver: () => takeOver().then(() => attempt.drop()),
    busy: attempt.busy,
    submit,
  };
}

/** What was typed before comes back; the channel and the intent that were asked for now win over it. */
function firstDraft(kept: LogDraft | null, channel?: Channel, intent?: Intent): LogDraft {
  const draft = kept ?? newDraft(channel ?? "email", intent ?? "planned");
  const onChannel = channel ? changeDraft(draft, { channel }) : draft;
  return intent && intent !== onChannel.intent ? changeDraft(onChannel, { intent }) : onChannel;
}

const keyOf = (leadId: string) => `touchline.log.${leadId}`;

function readKept(leadId: string): LogDraft | null {
  try {
    const text = sessionStorage.getItem(keyOf(leadId));
    if (!text) return null;
    return { ...newDraft("email", "planned"), ...JSON.parse(text) };
  } catch {
    return null;
  }
}

/** A full or forbidden storage must not stop anybody from writing. */
function keep(leadId: string, draft: LogDraft) {
  try {
    if (hasText(draft)) sessionStorage.setItem(keyOf(leadId), JSON.stringify(draft));
    else sessionStorage.removeItem(keyOf(leadId));
  } catch {
    return;
  }
}

function forget(leadId: string) {
  try {
    sessionStorage.removeItem(keyOf(leadId));
  } catch {
    return;
  }
}
