import { useEffect, useState } from "react";
import type { SegmentPreview } from "@/lib/segments/schema";
import type { Built } from "./builder-rules";

export type Preview =
  | { state: "waiting" }
  | { state: "here"; found: SegmentPreview }
  | { state: "refused"; why: string };
const PAUSE = 250;

/** What the conditions find while they are edited; asked after a pause in typing, the last question alone is answered. */
export function usePreview(built: Built): Preview {
  const [preview, setPreview] = useState<Preview>({ state: "waiting" });
  const text = "filter" in built ? JSON.stringify({ filter: built.filter }) : null;
  useEffect(() => {
    if (text === null) return;
    const asking = new AbortController();
    const timer = setTimeout(() => void ask(text, asking.signal).then((answer) => answer && setPreview(answer)), PAUSE);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [text]);
  return "problem" in built ? { state: "refused", why: built.problem } : preview;
}

async function ask(body: string, signal: AbortSignal): Promise<Preview | null> {
  try {
    const headers = { "Content-Type": "application/json" };
    const response = await fetch("/api/segments/preview", { method: "POST", headers, body, signal });
    const answer: unknown = await response.json();
    // Our own route answers these shapes: app/api/contract.db.test.ts holds every answer against its schema.
    if (response.ok) return { state: "here", found: answer as SegmentPreview };
    return { state: "refused", why: (answer as { detail: string }).detail };
  } catch {
    return signal.aborted ? null : { state: "refused", why: "The leads could not be counted. Check the connection." };
  }
}
