"use client";

import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from "react";
import { useLiveEvents } from "@/components/live/live-provider";
import type { Waiting } from "@/lib/queues/schema";

type Known = { waiting: Waiting; reload: () => void };

const WaitingContext = createContext<Known>({ waiting: { today: 0, inbox: 0 }, reload: () => {} });

/** Not more often than this is asked, however much happens; the last of it is never missed. */
const REST = 2000;

/** How much waits for me: drawn with the page, and asked again when something has happened. A tab that nobody looks at asks when somebody does. */
export function WaitingProvider({ first, children }: { first: Waiting; children: ReactNode }) {
  const [state, setState] = useState({ first, waiting: first });
  // Whatever has the page drawn anew brings newer numbers with it.
  if (state.first !== first) setState({ first, waiting: first });
  const ask = useCallback(async () => {
    const waiting = await askWaiting();
    if (waiting) setState((now) => ({ ...now, waiting }));
  }, []);
  const reload = useRestful(ask);
  useLiveEvents({ kinds: ["lead.contacted", "lead.replied", "lead.changed", "notification"] }, reload);
  return <WaitingContext value={{ waiting: state.waiting, reload }}>{children}</WaitingContext>;
}

export const useWaiting = () => useContext(WaitingContext);

/** Calls at once, or when the rest since the last call is over and somebody looks. */
function useRestful(call: () => void): () => void {
  const last = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const missed = useRef(false);
  const ring = useCallback(() => {
    if (document.hidden) {
      missed.current = true;
      return;
    }
    clearTimeout(timer.current);
    const wait = last.current + REST - performance.now();
    const go = () => {
      last.current = performance.now();
      missed.current = false;
      call();
    };
    if (wait <= 0) go();
    else timer.current = setTimeout(go, wait);
  }, [call]);
  useEffect(() => {
    const look = () => {
      if (!document.hidden && missed.current) ring();
    };
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      clearTimeout(timer.current);
    };
  }, [ring]);
  return ring;
}

async function askWaiting(): Promise<Waiting | null> {
  const response = await fetch("/api/queues/waiting").catch(() => null);
  // Our own route answers this shape: app/api/contract.db.test.ts holds every answer against its schema.
  return response?.ok ? ((await response.json()) as Waiting) : null;
}
