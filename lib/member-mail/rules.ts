import { dayIn, fromIso, minusDays, plusSeconds } from "@/lib/core/time";
import type { RecordMemberMailInput } from "./schema";

/** Who took a mail and says nothing for so long is gone; whether it left, nobody knows, so it is not sent again. */
export const TAKEN_SECONDS = 300;

const retrySeconds = [60, 300, 1800, 7200];

export type Ended = { state: "sent" | "failed" | "unknown" } | { state: "waiting"; next_at: Date };

/** What becomes of a mail after a try: what may have arrived is never tried again. */
export function endOf({ outcome, tries, retry_after_seconds = 0 }: RecordMemberMailInput, now: Date): Ended {
  if (outcome === "sent" || outcome === "unknown") return { state: outcome };
  const usual = retrySeconds[tries - 1];
  if (outcome === "rejected" || usual === undefined) return { state: "failed" };
  return { state: "waiting", next_at: plusSeconds(now, Math.max(usual, Math.min(retry_after_seconds, 86_400))) };
}

/** The address that mail to members comes from: no person's, at the name under which the product is reached. */
export function senderOf(publicAddress: string): string {
  const { hostname } = new URL(publicAddress);
  return `touchline@${hostname.includes(".") ? hostname : "touchline.localhost"}`;
}

/** The hour of the day at which members are told by mail, by their own clock. */
const HOUR = 7;

/** The next morning in a zone, of the days that fit. */
export function nextMorningOf(now: Date, zone: string, fits: (day: string) => boolean = () => true): Date {
  const today = fromIso(`${dayIn(now, zone)}T12:00:00Z`);
  for (let ahead = 0; ; ahead++) {
    const day = dayIn(minusDays(today, -ahead), "UTC");
    const morning = momentOf(day, HOUR, zone);
    if (morning > now && fits(day)) return morning;
  }
}

/** When the clock of a zone shows an hour on a day; an hour that a change of the clocks leaves out is the one after it. */
function momentOf(day: string, hour: number, zone: string): Date {
  const wished = fromIso(`${day}T${String(hour).padStart(2, "0")}:00:00Z`).getTime();
  const shown = (at: number) => {
    const parts = new Intl.DateTimeFormat("en-CA", {
      timeZone: zone,
      hourCycle: "h23",
      dateStyle: "short",
      timeStyle: "medium",
    }).format(at);
    return Date.parse(`${parts.replace(", ", "T")}Z`);
  };
  const guess = wished - (shown(wished) - wished);
  return new Date(guess - (shown(guess) - wished));
}
