"use client";

import { useEffect, useRef, useState } from "react";
import { useLiveEvents } from "./live-provider";

export type Viewer = { id: string; name: string };

/** The server forgets after 15 s who is not heard of; twice within that time. */
const BEAT = 7000;

/** Says that this person looks at the lead while the tab is in view, and answers who else does. */
export function useViewers(leadId: string): readonly Viewer[] {
  const [viewers, setViewers] = useState<readonly Viewer[]>([]);
  const current = useRef(leadId);
  useEffect(() => {
    current.current = leadId;
    return beatWhileVisible(leadId, (others) => current.current === leadId && setViewers(others));
  }, [leadId]);
  useLiveEvents({ leadId, kinds: ["lead.viewing"] }, (event) => {
    if (event.kind !== "lead.viewing" || !event.body.user) return;
    const { user, viewing } = event.body;
    setViewers((known) => [...known.filter((one) => one.id !== user.id), ...(viewing ? [user] : [])]);
  });
  return viewers;
}

function beatWhileVisible(leadId: string, hear: (others: readonly Viewer[]) => void): () => void {
  let timer: ReturnType<typeof setInterval> | undefined;
  const beat = async () => {
    const others = await sayViewing(leadId, true);
    if (others === "signed-out") stop();
    else if (others && timer) hear(others);
  };
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
  };
  const begin = () => {
    if (timer || document.visibilityState !== "visible") return;
    timer = setInterval(beat, BEAT);
    void beat();
  };
  const end = () => {
    if (!timer) return;
    stop();
    void sayViewing(leadId, false);
  };
  const turn = () => (document.visibilityState === "visible" ? begin() : end());
  begin();
  document.addEventListener("visibilitychange", turn);
  window.addEventListener("pagehide", end);
  window.addEventListener("pageshow", begin);
  return () => {
    document.removeEventListener("visibilitychange", turn);
    window.removeEventListener("pagehide", end);
    window.removeEventListener("pageshow", begin);
    end();
  };
}

/** Presence is a courtesy: when it cannot be said, nothing else suffers. */
async function sayViewing(leadId: string, looking: boolean): Promise<readonly Viewer[] | "signed-out" | null> {
  try {
    const headers = { "Content-Type": "application/json" };
    const body = JSON.stringify({ looking });
    const answer = await fetch(`/api/leads/${leadId}/viewing`, { method: "POST", headers, body, keepalive: true });
    if (answer.status === 401) return "signed-out";
    return answer.ok ? viewersIn(await answer.json()) : null;
  } catch {
    return null;
  }
}

// Our own route answers this shape: app/api/contract.db.test.ts holds it against its schema.
const viewersIn = (answer: unknown) => (answer as { viewers: Viewer[] }).viewers;
