"use client";

import { useState } from "react";
import type { Touch } from "@/lib/communications/schema";

export type OlderTouches = { touches: Touch[]; has_more: boolean };
/** null: they could not be loaded. */
export type LoadOlder = (oldest: Touch) => Promise<OlderTouches | null>;

export type Older = {
  /** All that is here: the first page as it is now, and what was loaded behind it. */
  all: Touch[];
  hasMore: boolean;
  busy: boolean;
  failed: boolean;
  load: () => void;
  /** A touch of an older page, as it is now. */
  replace: (touch: Touch) => void;
};

type Wishes = { touches: Touch[]; hasOlder: boolean; loadOlder: LoadOlder };

/** The pages behind the first. What was shown once stays, also when news pushes it off the first page. */
export function useOlderTouches({ touches, hasOlder, loadOlder }: Wishes): Older {
  const [kept, setKept] = useState<OlderTouches | null>(null);
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");
  const load = async () => {
    const here = kept?.touches ?? touches;
    const oldest = here.at(-1);
    if (!oldest || state === "busy") return;
    setState("busy");
    const next = await loadOlder(oldest).catch(() => null);
    setState(next ? "idle" : "failed");
    if (next) setKept({ touches: [...here, ...next.touches], has_more: next.has_more });
  };
  const replace = (touch: Touch) =>
    setKept((now) => now && { ...now, touches: now.touches.map((one) => (one.id === touch.id ? touch : one)) });
  return {
    all: withoutDoubles([...(kept?.touches ?? []), ...touches]),
    hasMore: kept?.has_more ?? hasOlder,
    busy: state === "busy",
    failed: state === "failed",
    load,
    replace,
  };
}

/** The later one wins: it is the fresher. */
function withoutDoubles(touches: Touch[]): Touch[] {
  return [...new Map(touches.map((touch) => [touch.id, touch])).values()];
}
