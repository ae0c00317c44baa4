import { AppError, invalid } from "@/lib/core/errors";
import type { CallOutcome } from "./call-schema";

export type GivenCall = { outcome: CallOutcome | null; durationSeconds: number | null; numberIsWrong: boolean };
type Given = {
  method: string;
  call_outcome?: CallOutcome;
  duration_seconds?: number;
  number_is_wrong?: boolean;
};

/** How a call went, where it was said with the touch; throws INVALID for what is no call. */
export function callOf({ method, call_outcome, duration_seconds, number_is_wrong }: Given): GivenCall | null {
  const said = Object.entries({ call_outcome, duration_seconds, number_is_wrong }).find(
    ([, value]) => value !== undefined,
  );
  if (!said) return null;
  if (method !== "call") throw invalid(said[0], "Only a call has an outcome and a length. Leave this out.");
  checkWrongNumber(call_outcome, number_is_wrong);
  return {
    outcome: call_outcome ?? null,
    durationSeconds: duration_seconds ?? null,
    numberIsWrong: number_is_wrong ?? false,
  };
}

/** A number is wrong only when the call says so. */
export function checkWrongNumber(outcome: CallOutcome | undefined, isWrong: boolean | undefined): void {
  if (!isWrong || outcome === "wrong_number") return;
  throw invalid("number_is_wrong", "Only a call to a wrong number says that. Give that outcome, or leave this out.");
}

/** Who called, or a manager, says how it went. Throws FORBIDDEN for anybody else. */
export function checkCaller(may: boolean): void {
  if (!may)
    throw new AppError("FORBIDDEN", "Only the person who called, or a manager, may record what came of a call.");
}
