import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";
import { listenConnection } from "@/db/client";

export type Ear = {
  channel: string;
  message: (payload: string) => void;
  /** it listens (again): what was said before may have been missed */
  up?: () => void;
  /** the connection is gone: from now on nothing is heard */
  down?: () => void;
};

type Listener = { ears: Set<Ear>; sql?: postgres.Sql; up: boolean; retrying: boolean };

// On the global object because Next.js bundles instrumentation.ts and the routes apart: a module variable would be two.
const holder = globalThis as typeof globalThis & { touchlineListener?: Listener };
const listener = (): Listener => (holder.touchlineListener ??= { ears: new Set(), up: false, retrying: false });

const retryMs = 250;

/** Hears a NOTIFY channel over the process's one LISTEN connection. Call the returned function to stop. */
export function hear(ear: Ear): () => void {
  const shared = listener();
  const known = [...shared.ears].some((one) => one.channel === ear.channel);
  shared.ears.add(ear);
  if (!shared.sql) void connect(shared);
  else if (shared.up && known) ear.up?.();
  else if (shared.up) void listen(shared);
  return () => shared.ears.delete(ear);
}

/** Ends the connection: the process stops, or a test's database goes. */
export async function stopHearing(): Promise<void> {
  const { sql } = listener();
  holder.touchlineListener = undefined;
  await sql?.end({ timeout: 1 });
}

async function connect(shared: Listener): Promise<void> {
  const message = (channel: string, payload: string) => {
    for (const ear of shared.ears) if (ear.channel === channel) ear.message(payload);
  };
  shared.sql = listenConnection(() => lose(shared), message);
  await listen(shared);
}

async function listen(shared: Listener): Promise<void> {
  const channels = new Set([...shared.ears].map((ear) => ear.channel));
  try {
    await shared.sql?.unsafe([...channels].map((channel) => `listen ${channel}`).join("; ")).simple();
    shared.up = true;
    for (const ear of shared.ears) if (channels.has(ear.channel)) ear.up?.();
    // Somebody asked for another channel meanwhile.
    if ([...shared.ears].some((ear) => !channels.has(ear.channel))) await listen(shared);
  } catch {
    lose(shared);
  }
}

function lose(shared: Listener): void {
  if (holder.touchlineListener !== shared) return;
  if (shared.up) for (const ear of shared.ears) ear.down?.();
  shared.up = false;
  if (shared.retrying) return;
  shared.retrying = true;
  void sleep(retryMs, undefined, { ref: false }).then(() => {
    shared.retrying = false;
    if (holder.touchlineListener === shared) void listen(shared);
  });
}
