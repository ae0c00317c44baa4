"use client";

import { useEffect, useRef, useState } from "react";
import type { LogContactInput, Touch } from "@/lib/communications/schema";
import type { Channel, Contactability, Problem } from "@/lib/guard/schema";
import { answerInConversation } from "./conversation-answer";
import {
  changeDraft,
  hasText,
  type Intent,
  type LogDraft,
  newDraft,
  type Refused,
  reasonIsLongEnough,
  refusalFrom,
  refusalIn,
  standingOf,
  standingRefusal,
  toInput,
} from "./log-draft";
import { nearTextIn } from "./near-text";
import { type CheckText, useTextCheck } from "./use-text-check";

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
  onSubmit: SubmitLog;
  checkText?: CheckText;
  onLogged: (touch: LoggedTouch) => void;
};

/** The dialog's state: the draft, what the guard says about it, and one request at a time. */
export function useLogForm(options: LogFormOptions) {
  const { leadId, channel, intent, replyTo, onSubmit, onLogged } = options;
  const [kept] = useState(() => readKept(leadId));
  const [draft, setDraft] = useState<LogDraft>(() => firstDraft(kept, channel, intent));
  const [failure, setFailure] = useState<Failure>(NONE);
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const attempt = useRef({ content: "", id: "" });
  useEffect(() => keep(leadId, draft), [leadId, draft]);

  const planned = draft.intent === "planned";
  const contactability = useTextCheck(planned ? draft.notes : null, options.contactability, options.checkText);
  const answers = replyTo?.method === draft.channel ? replyTo : undefined;
  const known = contactability?.channels[draft.channel] ?? null;
  const answer = known && answers ? answerInConversation(known) : known;
  const verdict = standingOf(draft, answer, null);
  const refusal = standingRefusal(failure, verdict);
  const standing = standingOf(draft, answer, refusal);
  const change = (part: Partial<LogDraft>) => {
    setDraft((now) => changeDraft(now, part));
    if (part.channel || part.intent || part.direction) setFailure(NONE);
  };
  const discard = () => {
    setDraft(newDraft(draft.channel, draft.intent));
    setFailure(NONE);
  };

  const submit = async (): Promise<"sent" | "failed" | "reason-missing"> => {
    if (running.current || standing === "unknown") return "failed";
    if (standing === "needs-reason" && !reasonIsLongEnough(draft)) {
      setFailure({ problem: null, asked: verdict, refusal: refusal ?? (answer && refusalFrom(answer)) });
      return "reason-missing";
    }
    running.current = true;
    setBusy(true);
    setFailure((now) => ({ ...now, problem: null }));
    const input = { ...toInput(draft, standing), reply_to_id: answers?.id };
    const result = await onSubmit(input, attemptFor(attempt.current, input)).catch(() => NOT_REACHED);
    running.current = false;
    setBusy(false);
    if (!result.ok) {
      const refused = refusalIn(result.problem);
      setFailure({ refusal: refused, asked: verdict, problem: refused ? null : result.problem });
      return "failed";
    }
    forget(leadId);
    onLogged(result.touch);
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
    problem: failure.problem,
    /** what was refused before no longer holds */
    dropRefusal: () => setFailure(NONE),
    busy,
    submit,
  };
}

/** What was typed before comes back; the channel and the intent that were asked for now win over it. */
function firstDraft(kept: LogDraft | null, channel?: Channel, intent?: Intent): LogDraft {
  const draft = kept ?? newDraft(channel ?? "email", intent ?? "planned");
  const onChannel = channel ? changeDraft(draft, { channel }) : draft;
  return intent && intent !== onChannel.intent ? changeDraft(onChannel, { intent }) : onChannel;
}

type Failure = Refused & { problem: Problem | null };
const NONE: Failure = { refusal: null, asked: "unknown", problem: null };
const NOT_REACHED: SubmitAnswer = {
  ok: false,
  problem: { code: "UNAVAILABLE", detail: "The connection failed; try again, it will not be logged twice." },
};

function attemptFor(attempt: { content: string; id: string }, input: LogContactInput): string {
  const content = JSON.stringify(input);
  if (attempt.content !== content) {
    attempt.content = content;
    attempt.id = crypto.randomUUID();
  }
  return attempt.id;
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
