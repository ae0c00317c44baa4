"use client";

import { wallOf } from "@/lib/quiet-hours/clock-rules";
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

/** The same for whoever may be in one of several zones: "09:12 to 11:12 there". */
export function LocalTimes({ zones = [] }: { zones?: readonly string[] }) {
  const { now } = useClock();
  const at = new Date(now).toISOString();
  // By the days as well: it may be Saturday there, or Friday still.
  const clocks = zones.toSorted((a, b) => wallOf(a, now) - wallOf(b, now)).map((zone) => clockTime(at, zone));
  const [first, last] = [clocks[0], clocks.at(-1)];
  if (first === last) return <LocalTime zone={zones[0]} />;
  if (now === 0) return null;
  return (
    <time className="t3" dateTime={at} title={zones.join(", ").replaceAll("_", " ")}>
      {`${first} to ${last} there`}
    </time>
  );
}
