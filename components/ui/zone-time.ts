/** A wall clock's moment as a datetime-local field has it, "2026-11-26T09:00", in a zone: the exact moment; null when it is none. */
export function momentInZone(wall: string, zone: string): Date | null {
  const asUtc = Date.parse(`${wall}Z`);
  if (Number.isNaN(asUtc)) return null;
  // Twice: the first guess may lie on the other side of a change of the clocks.
  const first = asUtc - aheadOfUtc(asUtc, zone);
  return new Date(asUtc - aheadOfUtc(first, zone));
}

/** The same back: what a datetime-local field shows for a moment in a zone. */
export function wallInZone(at: number, zone: string): string {
  return new Date(at + aheadOfUtc(at, zone)).toISOString().slice(0, 16);
}

/** By how many milliseconds the clocks of the zone are ahead of UTC at that moment. */
function aheadOfUtc(at: number, zone: string): number {
  const numeric = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" } as const;
  const format = new Intl.DateTimeFormat("en-US", { ...numeric, second: "numeric", hourCycle: "h23", timeZone: zone });
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const wall = Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day, part.hour, part.minute, part.second);
  return wall - Math.floor(at / 1000) * 1000;
}
