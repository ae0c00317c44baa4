"use client";

import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from "react";

const TICK = 15_000;

type Clock = { now: number; zone: string };
const ServerClock = createContext<Clock>({ now: 0, zone: "UTC" });

export type ClockProviderProps = { now: string; timeZone?: string | null; children: ReactNode };

/**
 * One clock for everything on the page. The first render uses the server's moment, so the markup of server and
 * browser agree; then it ticks. Without a zone of the reader's own the browser's is taken after hydration.
 */
export function ClockProvider({ now, timeZone, children }: ClockProviderProps) {
  const zone = useSyncExternalStore(
    subscribeToNothing,
    () => timeZone ?? browserZone(),
    () => timeZone ?? "UTC",
  );
  const clock = useMemo(() => ({ now: Date.parse(now), zone }), [now, zone]);
  return <ServerClock value={clock}>{children}</ServerClock>;
}

export function useClock(): Clock {
  const server = useContext(ServerClock);
  const now = useSyncExternalStore(subscribeToTicks, currentTick, () => server.now);
  return { now, zone: server.zone };
}

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let tick = 0;

function subscribeToTicks(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(advance, TICK);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function advance() {
  tick = Date.now();
  for (const listener of listeners) listener();
}

/** Stable between ticks, as a store's snapshot must be. */
function currentTick(): number {
  if (Date.now() - tick > TICK) tick = Date.now();
  return tick;
}

const subscribeToNothing = () => () => {};

function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}
