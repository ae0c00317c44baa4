"use client";

import { useClock } from "./clock";
import { clockTime } from "./time-format";

/** What the clock says where the lead is: "09:12 there". Nothing when their zone is not known. */
export function LocalTime({ zone, suffix = "there" }: { zone: string | null | undefined; suffix?: string }) {
  const { now } = useClock();
  if (!zone || now === 0) return null;
  const at = new Date(now).toISOString();
  return (
    <time className="t3" dateTime={at} title={zone.replaceAll("_", " ")}>
      {clockTime(at, zone)} {suffix}
    </time>
  );
}
