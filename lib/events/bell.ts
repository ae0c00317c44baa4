export type Bell = {
  ring: () => void;
  /** Resolves when the bell rings, when the time is over or when the signal comes; a ring before the wait counts. */
  wait: (ms: number, signal?: AbortSignal) => Promise<void>;
};

/** Wakes one waiting loop; several rings while it works are one. */
export function createBell(): Bell {
  let rung = false;
  let wake = () => {};
  const wait = async (ms: number, signal?: AbortSignal) => {
    if (!rung && !signal?.aborted) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => wake(), ms);
        wake = () => {
          clearTimeout(timer);
          signal?.removeEventListener("abort", wake);
          resolve();
        };
        signal?.addEventListener("abort", wake);
      });
    }
    rung = false;
  };
  const ring = () => {
    rung = true;
    wake();
  };
  return { ring, wait };
}
