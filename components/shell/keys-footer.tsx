"use client";

import type { ReactNode } from "react";
import { Kbd } from "@/components/ui/kbd";

export type KeyHint = { keys: string[]; label: string };

/** The keys of this page in one quiet line. `end` is for a legend; by default it says where all keys are. */
export function KeysFooter({ hints, end }: { hints: readonly KeyHint[]; end?: ReactNode }) {
  return (
    <footer className="keys">
      {hints.map((hint) => (
        <span key={hint.label}>
          {hint.keys.map((one) => (one === "then" ? <span key={one}>then</span> : <Kbd key={one} keys={one} />))}{" "}
          {hint.label}
        </span>
      ))}
      <span className="end">
        {end ?? (
          <>
            <Kbd keys="?" /> All keys
          </>
        )}
      </span>
    </footer>
  );
}
