"use client";

import { useClock } from "./clock";
import { clockTime, exactTime, moment, relativeTime, relativeWords, untilTime } from "./time-format";
import { Tooltip } from "./tooltip";

const FORMS = {
  short: relativeTime,
  words: relativeWords,
  until: untilTime,
  moment,
  clock: (at: string, _now: number, zone: string) => clockTime(at, zone),
} as const;

export type RelativeTimeProps = { at: string; form?: keyof typeof FORMS; focusable?: boolean };

/** "2 d ago" in view, the exact moment with its zone on hover and focus. */
export function RelativeTime({ at, form = "short", focusable = true }: RelativeTimeProps) {
  const { now, zone } = useClock();
  return (
    <Tooltip content={() => exactTime(at, zone)} focusable={focusable}>
      <time dateTime={at}>{FORMS[form](at, now, zone)}</time>
    </Tooltip>
  );
}
