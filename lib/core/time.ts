/** The one clock. Doors read it once per request and pass it on as `ctx.now`. Tests alone may tell it: TOUCHLINE_TEST_CLOCK. */
export const currentTime = () => toldTime() ?? new Date();

function toldTime(): Date | null {
  const told = process.env.NODE_ENV === "test" && process.env.TOUCHLINE_TEST_CLOCK;
  return told ? new Date(told) : null;
}

export const fromIso = (iso: string) => new Date(iso);
export const plusSeconds = (at: Date, seconds: number) => new Date(at.getTime() + seconds * 1000);
/** So many times 24 hours before, whatever the clocks did in between. */
export const minusDays = (at: Date, days: number) => plusSeconds(at, -days * 86_400);
/** Whole seconds, rounded down; below zero when `to` lies before. */
export const secondsBetween = (from: Date, to: Date) => Math.floor((to.getTime() - from.getTime()) / 1000);

// To make one takes ten times as long as to use it.
const calendars = new Map<string, Intl.DateTimeFormat>();

/** The calendar day at this moment where the clock of a time zone stands, as YYYY-MM-DD. */
export function dayIn(at: Date, timezone: string): string {
  const calendar = calendars.get(timezone) ?? new Intl.DateTimeFormat("en-CA", { timeZone: timezone });
  calendars.set(timezone, calendar);
  return calendar.format(at);
}

/** The zones of the IANA list that people choose from. */
export const TIMEZONES: readonly string[] = [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])];

/** Whether the name is in the IANA list that this runtime knows. */
export function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return !/^[+-]/.test(name);
  } catch {
    return false;
  }
}
