type Close = () => void;

// On the global object because Next.js bundles instrumentation.ts and the routes apart: a module variable would be two.
const holder = globalThis as typeof globalThis & { touchlineStreams?: Set<Close> };
holder.touchlineStreams ??= new Set();
const open = holder.touchlineStreams;

/** Every long answer (SSE) registers how it is closed; call the returned function when it ended by itself. */
export function trackStream(close: Close): () => void {
  open.add(close);
  return () => open.delete(close);
}

/** Without this an open stream keeps the server from stopping. */
export function closeStreams(): void {
  for (const close of [...open]) close();
  open.clear();
}
