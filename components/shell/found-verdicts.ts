import { askVerdicts, type LeadVerdicts } from "@/components/leads/lead-requests";

/** As long as a hand rests that has found whom it looked for: who types on asks nothing more than the rows. */
export const REST_MS = 400;

/**
 * Asks what the guard says to the leads that are found, once they have stood still: never with a key press, never twice for one lead, and
 * without an answer when there is none.
 */
export function openFoundVerdicts(tell: (verdicts: LeadVerdicts) => void, ask = askVerdicts) {
  let known: LeadVerdicts = {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;
  return {
    want: (ids: readonly string[]) => {
      clearTimeout(timer);
      const unknown = ids.filter((id) => !Object.hasOwn(known, id));
      if (unknown.length === 0) return;
      const mine = turn;
      timer = setTimeout(async () => {
        const answer = await ask([...unknown]);
        if (mine !== turn || "failure" in answer) return;
        known = { ...known, ...answer.value };
        tell(known);
      }, REST_MS);
    },
    /** Nobody looks any more; what was said is not true for ever. */
    forget: () => {
      clearTimeout(timer);
      turn += 1;
      known = {};
    },
  };
}
