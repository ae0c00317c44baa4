import { setTimeout as sleep } from "node:timers/promises";
import { type Embedded, startEmbedded } from "@/db/embedded";
import type { Home } from "@/db/home";
import { newBackOff } from "@/scripts/supervisor/keep-alive";

export type KeptDatabase = { port: () => number; stop: () => Promise<void> };

/** Starts the embedded server again whenever it ends, at its old port if that is still free. */
export function keepDatabase(
  home: Home,
  first: Embedded,
  onNewPort: () => void,
  say: (line: string) => void,
): KeptDatabase {
  const stopping = new AbortController();
  let embedded = first;
  const kept = (async () => {
    const backOff = newBackOff();
    await embedded.gone();
    while (!stopping.signal.aborted) {
      const pause = backOff();
      say(`postgres ended; starting it again${pause ? ` in ${pause / 1000} s` : ""}`);
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return;
      const next = await startEmbedded({ home }).catch((error: Error) => say(error.message));
      if (!next) continue;
      const moved = next.port !== embedded.port;
      embedded = next;
      if (stopping.signal.aborted) return embedded.stop();
      if (moved) onNewPort();
      await embedded.gone();
    }
  })();
  return {
    port: () => embedded.port,
    stop: async () => {
      stopping.abort();
      await embedded.stop();
      await kept;
    },
  };
}
