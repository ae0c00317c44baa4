import { isTimezone } from "@/lib/core/time";
import { dayOf, wallOf } from "@/lib/quiet-hours/clock-rules";

/** The day it is at a moment somewhere, as 2026-11-26. */
export function dayAt(zone: string, at: Date): string {
  const wall = wallOf(isTimezone(zone) ? zone : "UTC", at.getTime());
  return new Date(dayOf(wall) * 86_400_000).toISOString().slice(0, 10);
}
