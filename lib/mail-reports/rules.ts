const dayMs = 86_400_000;
/** A server tries for five days, and people report what they read after weeks. */
const longestAfterDays = 30;

/** Whether a message of that moment can be what a report of this moment is about; a day is left to clocks that run wrong. */
export function isShortlyBefore(wrote: Date, reported: Date): boolean {
  const days = (reported.getTime() - wrote.getTime()) / dayMs;
  return days >= -1 && days <= longestAfterDays;
}
