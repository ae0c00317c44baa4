"use client";

import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
} from "react";
import { useLiveEvents } from "@/components/live/live-provider";
import type { BulkAction } from "@/lib/bulk-actions/schema";
import type { Progress } from "@/lib/live/schema";
import { isOver } from "./bulk-words";

/** A change of many leads that this tab began: what the stream said last, and what was read of it. */
export type WatchedBulk = {
  id: string;
  total: number;
  undoing: boolean;
  progress: Progress | null;
  /** As it stood when it ended; null while it runs. */
  ended: BulkAction | null;
};

type Bulk = {
  watched: WatchedBulk | null;
  /** Follows this one from now on, or its being taken back. */
  watch: (bulk: { id: string; total: number; undoing?: boolean }) => void;
  forget: () => void;
  /** Hears of each end. Call the returned function to stop. */
  onEnd: (listener: () => void) => () => void;
};

const BulkContext = createContext<Bulk | null>(null);
const POLL = 2000;
const RUNNING = ["collecting", "running", "undoing"];

/** Follows a change of many leads over the live stream, and asks by itself while the stream says nothing. */
export function BulkProvider({ children }: { children: ReactNode }) {
  const [watched, setWatched] = useState<WatchedBulk | null>(null);
  const listeners = useRef(new Set<() => void>());
  const heardAt = useRef(0);
  const watch = useCallback<Bulk["watch"]>(
    ({ undoing = false, ...bulk }) => setWatched({ ...bulk, undoing, progress: null, ended: null }),
    [],
  );
  const forget = useCallback(() => setWatched(null), []);
  const onEnd = useCallback<Bulk["onEnd"]>((listener) => {
    listeners.current.add(listener);
    return () => void listeners.current.delete(listener);
  }, []);
  const id = watched && !watched.ended ? watched.id : null;
  const read = useEffectEvent(async () => {
    const action = id && (await askBulkAction(id));
    if (!action) return;
    const ended = isOver(action) ? action : null;
    setWatched((now) =>
      now?.id !== id || now.ended ? now : { ...now, ended, progress: ended ? null : readProgress(now, action) },
    );
    if (ended) for (const listener of listeners.current) listener();
  });
  useEffect(() => {
    if (!id) return;
    void read();
    const timer = setInterval(() => Date.now() - heardAt.current >= POLL && void read(), POLL);
    return () => clearInterval(timer);
  }, [id]);
  useLiveEvents({ kinds: ["bulk.progress"] }, ({ kind, body }) => {
    if (kind !== "bulk.progress") return void read();
    if (body.id !== id) return;
    heardAt.current = Date.now();
    if (RUNNING.includes(body.state))
      setWatched((now) => (now?.id === body.id && !now.ended ? { ...now, progress: body } : now));
    else void read();
  });
  const bulk = useMemo(() => ({ watched, watch, forget, onEnd }), [watched, watch, forget, onEnd]);
  return <BulkContext value={bulk}>{children}</BulkContext>;
}

export function useBulk(): Bulk {
  const bulk = useContext(BulkContext);
  if (!bulk) throw new Error("useBulk needs a BulkProvider above it");
  return bulk;
}

/** Calls the handler when a change of many leads has ended; without a provider never. */
export function useBulkEnd(handler: () => void): void {
  const onEnd = useContext(BulkContext)?.onEnd;
  const ended = useEffectEvent(handler);
  useEffect(() => onEnd?.(() => ended()), [onEnd]);
}

// What is taken back is counted apart and not read here: the stream tells it.
function readProgress({ undoing, progress }: WatchedBulk, action: BulkAction): Progress | null {
  const { id, state, done, total, rate, seconds_left } = action;
  return undoing ? progress : { id, state, done, total, rate, seconds_left, at: new Date().toISOString() };
}

/** How it stands; null when it cannot be asked now, which is asked again. */
async function askBulkAction(id: string): Promise<BulkAction | null> {
  try {
    const answer = await fetch(`/api/bulk_actions/${id}?limit=1`);
    // Our own route answers this shape: app/api/contract.db.test.ts holds every answer against its schema.
    return answer.ok ? ((await answer.json()) as BulkAction) : null;
  } catch {
    return null;
  }
}
