import { useEffect, useRef, useState, useTransition } from "react";
import { reached } from "@/components/ui/reached";
import type { Problem } from "@/lib/guard/schema";

export type SettingsAction<I, O = unknown> = (
  input: I,
) => Promise<{ ok: true; output: O } | { ok: false; problem: Problem }>;

/** Runs a server action once at a time and keeps its refusal; what was typed stays with the caller. */
export function useAction<I, O>(action: SettingsAction<I, O>, done?: (output: O) => void) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, start] = useTransition();
  // Not `busy`: that lasts until the page is drawn anew when news came meanwhile, and a press would be lost.
  const running = useRef(false);
  useEffect(() => {
    if (problem) showFirstWrong();
  }, [problem]);
  const run = (input: I) => {
    if (running.current) return;
    running.current = true;
    start(async () => {
      const result = await reached(action(input)).finally(() => {
        running.current = false;
      });
      setProblem(result.ok ? null : result.problem);
      if (result.ok) done?.(result.output);
    });
  };
  return { run, busy, problem, forget: () => setProblem(null) };
}

/** Whoever sent a long form looks at its end: the field that was refused comes to them, to be written anew. */
function showFirstWrong(): void {
  const form = document.activeElement?.closest("form");
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
