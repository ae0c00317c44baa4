import { type FormEvent, useCallback, useEffect, useRef, useState } from "react";

type Near = { id: string; name: string; same: string[] };
const ASKED_BY = ["first_name", "last_name", "email", "phone", "linkedin", "company"] as const;
const PAUSE_MS = 300;

/** Who may be the person that is being typed into a lead's form, asked for whenever somebody stops typing. `leadId`: the lead that is edited. */
export function useTypedDuplicates(leadId: string | null) {
  const [near, setNear] = useState<Near[]>([]);
  const asking = useRef<{ timer: ReturnType<typeof setTimeout>; stop: AbortController } | null>(null);
  const forget = useCallback(() => {
    clearTimeout(asking.current?.timer);
    asking.current?.stop.abort();
  }, []);
  useEffect(() => forget, [forget]);
  const hear = useCallback(
    (event: FormEvent<HTMLFormElement>) => {
      const field = event.target instanceof HTMLInputElement ? event.target.name : "";
      if (!ASKED_BY.some((name) => name === field)) return;
      forget();
      const form = event.currentTarget;
      const stop = new AbortController();
      const timer = setTimeout(async () => {
        const found = await askNear(queryOf(new FormData(form), leadId), stop.signal);
        // What cannot be had is no hint; saving asks again.
        if (!stop.signal.aborted) setNear(found);
      }, PAUSE_MS);
      asking.current = { timer, stop };
    },
    [forget, leadId],
  );
  return { near, hear };
}

/** What is typed so far, as `GET /api/leads/duplicates` takes it; null when that says nothing yet. */
export function queryOf(form: FormData, leadId: string | null): URLSearchParams | null {
  const typed = ASKED_BY.map((name) => [name, String(form.get(name) ?? "").trim()] as const);
  const said = typed.filter(([, value]) => value !== "" && value.length <= 320);
  if (said.every(([, value]) => value.length < 3)) return null;
  return new URLSearchParams([
    ...said.map((pair) => [...pair]),
    ...(leadId ? [["lead_id", leadId]] : []),
    ["limit", "3"],
  ]);
}

async function askNear(query: URLSearchParams | null, signal: AbortSignal): Promise<Near[]> {
  if (!query) return [];
  try {
    const answer = await fetch(`/api/leads/duplicates?${query}`, { signal });
    return answer.ok ? nearIn(await answer.json()) : [];
  } catch {
    return [];
  }
}

// The route answers with its schema's page.
const nearIn = (page: unknown): Near[] => (page as { data: Near[] }).data;
