"use client";

import { useState } from "react";
import { showProblem } from "@/components/ui/toast";
import type { Touch } from "@/lib/communications/schema";

/** The whole text of a touch; null: it could not be loaded. */
export type LoadText = (touchId: string) => Promise<string | null>;

/** The database keeps this many characters of each text beside the touch. */
const PREVIEW_LENGTH = 200;

/** What was said: its beginning, and the whole when asked for, as it was written. */
export function TouchText({ touch, loadText }: { touch: Touch; loadText?: LoadText }) {
  const [whole, setWhole] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const preview = touch.body_preview;
  if (!preview) return null;
  const look = touch.direction === "inbound" ? "said" : "tx";
  const toggle = async () => {
    if (whole !== null) return setWhole(null);
    if (!loadText || busy) return;
    setBusy(true);
    const text = await loadText(touch.id).catch(() => null);
    setBusy(false);
    if (text === null) return showProblem("The whole text did not load. Try again.");
    setWhole(text);
  };
  return (
    <>
      <div className={whole === null ? look : `${look} whole`}>{whole ?? preview}</div>
      {loadText && preview.length >= PREVIEW_LENGTH ? (
        <button
          type="button"
          className="link whole-btn"
          aria-expanded={whole !== null}
          aria-busy={busy}
          onClick={toggle}
        >
          {whole === null ? "Whole text" : "Less"}
        </button>
      ) : null}
    </>
  );
}
