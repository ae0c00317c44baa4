import { useEffect, useState } from "react";
import type { PaletteFound } from "./palette-actions";
import { NOTHING, stillFitting } from "./palette-rows";

/** Asks the server 120 ms after the last letter; an older answer never overwrites a newer one. */
export function useFound(query: string, find: (query: string) => Promise<PaletteFound | null>) {
  const [answer, setAnswer] = useState<{ query: string; found: PaletteFound | null }>({ query: "", found: NOTHING });
  const wanted = query.trim();
  useEffect(() => {
    if (wanted === "") return;
    let stale = false;
    const timer = setTimeout(async () => {
      const found = await find(wanted).catch(() => null);
      if (!stale) setAnswer({ query: wanted, found });
    }, 120);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [wanted, find]);
  if (wanted === "") return { found: NOTHING, state: "here" as const };
  const found = answer.found ?? NOTHING;
  if (answer.query !== wanted) return { found: stillFitting(found, wanted), state: "busy" as const };
  return { found, state: answer.found ? ("here" as const) : ("failed" as const) };
}
