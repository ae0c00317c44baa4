import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** Waits until every part answers well; says every 15 s what is still missing. */
export async function waitUntilHealthy(
  address: string,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const began = performance.now();
  let saidAt = began;
  for (;;) {
    signal.throwIfAborted();
    const answer = await askHealth(address);
    if (answer === "ok") return;
    if (performance.now() - began > 170_000) throw new Error(`Touchline did not become healthy: ${answer} (see logs)`);
    if (performance.now() - saidAt > 15_000) {
      say(`waiting: ${answer}`);
      saidAt = performance.now();
    }
    await sleep(100, undefined, { signal });
  }
}

export async function refuseTakenPort(port: number, host: string): Promise<void> {
  await new Promise<void>((free, taken) => {
    const server = createServer();
    server.once("error", (error) =>
      taken(new Error(`Port ${port} cannot be used (${error.message}); choose another with PORT`)),
    );
    server.listen(port, host, () => server.close(() => free()));
  });
}

async function askHealth(address: string): Promise<string> {
  try {
    const response = await fetch(`${address}/api/health`, { signal: AbortSignal.timeout(5000) });
    return response.status === 200 ? "ok" : `${response.status} ${(await response.text()).slice(0, 300)}`;
  } catch (error) {
    return error instanceof Error ? `${error.message}` : String(error);
  }
}
