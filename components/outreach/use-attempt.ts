"use client";

import { useRef, useState } from "react";
import type { Problem, Refusal } from "@/lib/guard/schema";
import { type Refused, refusalIn, type Standing } from "./log-draft";

type Failure = Refused & { problem: Problem | null };
type Failed = { ok: false; problem: Problem };
/** `attemptId` stays the same while the same content is sent again: use it as the Idempotency-Key. */
type Send<Input, Answer> = (input: Input, attemptId: string) => Promise<Answer | Failed>;

const NONE: Failure = { refusal: null, asked: "unknown", problem: null };

/** One request at a time to what may refuse it, and what it said last: the guard's refusal, or another problem. */
export function useAttempt<Input, Answer extends { ok: true }>(
  send: Send<Input, Answer>,
  unreached: string,
  /** said already before anything was sent from here */
  known: Refusal | null = null,
) {
  const [failure, setFailure] = useState<Failure>({ ...NONE, refusal: known });
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const attempt = useRef({ content: "", id: "" });
  const idFor = (input: Input): string => {
    const content = JSON.stringify(input);
    if (attempt.current.content !== content) attempt.current = { content, id: crypto.randomUUID() };
    return attempt.current.id;
  };
  /** `asked`: how the guard stood when the user pressed. null: it failed, or another request is under way. */
  const run = async (asked: Standing, write: () => Input | Promise<Input>): Promise<Answer | null> => {
    if (running.current) return null;
    running.current = true;
    setBusy(true);
    setFailure((known) => ({ ...known, problem: null }));
    const input = await write();
    const answer = await send(input, idFor(input)).catch(
      (): Failed => ({ ok: false, problem: { code: "UNAVAILABLE", detail: unreached } }),
    );
    running.current = false;
    setBusy(false);
    if (answer.ok) return answer;
    const refusal = refusalIn(answer.problem);
    setFailure({ refusal, asked, problem: refusal ? null : answer.problem });
    return null;
  };
  return {
    failure,
    busy,
    run,
    /** Without asking: the guard has said already what it would refuse. */
    refuse: (refusal: Refusal | null, asked: Standing) => setFailure({ refusal, asked, problem: null }),
    /** what was refused before no longer holds */
    drop: () => setFailure(NONE),
  };
}
