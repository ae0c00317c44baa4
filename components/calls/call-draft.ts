import type { CallOutcome } from "@/lib/communications/call-schema";
import { readDuration } from "./duration-words";

/** What a form about a call holds, as typed. */
export type CallDraft = { outcome: CallOutcome | null; duration: string; numberIsWrong: boolean };
export const NO_CALL: CallDraft = { outcome: null, duration: "", numberIsWrong: false };

/** What was said of a call, as the log takes it; what is no length is left out, and said at its field. */
export const saidOfCall = ({ outcome, duration, numberIsWrong }: CallDraft) => ({
  call_outcome: outcome ?? undefined,
  duration_seconds: readDuration(duration) ?? undefined,
  number_is_wrong: outcome === "wrong_number" && numberIsWrong ? true : undefined,
});
