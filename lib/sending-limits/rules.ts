import { cutText } from "@/lib/core/text-rules";
import { plusSeconds } from "@/lib/core/time";
import { dayOf, wallOf, weekdayOf } from "@/lib/quiet-hours/clock-rules";

/** When a mailbox sends, by the clock of the organization. */
export type Hours = { days: number[]; from: string; until: string };

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Whether a mailbox with these hours sends at this moment; without any it always does. */
export function isWithinHours(hours: Hours | null, zone: string, now: Date): boolean {
  if (!hours) return true;
  const wall = wallOf(zone, now.getTime());
  const minute = Math.floor((wall - dayOf(wall) * dayMs) / minuteMs);
  return (
    hours.days.includes(weekdayOf(dayOf(wall))) && minute >= minutesOf(hours.from) && minute < minutesOf(hours.until)
  );
}

const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

export type Used = { hour: number; day: number };
export type Limits = { hourLimit: number | null; dayLimit: number | null };

/** How many more messages may leave now; null: any number. */
export function roomOf({ hourLimit, dayLimit }: Limits, { hour, day }: Used): number | null {
  const left = [hourLimit === null ? null : hourLimit - hour, dayLimit === null ? null : dayLimit - day];
  const known = left.filter((one) => one !== null);
  return known.length === 0 ? null : Math.max(0, Math.min(...known));
}

/** So long nobody signs in to the operator's server again that refused us: more often, and it may shut us out for good. */
const SERVER_REST_SECONDS = 300;

/** How many messages the operator's server is tried with once it refused us. Another one, or the same with another password, is tried at once. */
export const serverRoomOf = (refused: { at: Date; print: string | null }, print: string | null, now: Date): number =>
  refused.print === print && now < plusSeconds(refused.at, SERVER_REST_SECONDS) ? 0 : 1;

/** What admins are told when it takes our sign-in no more; the operator alone can mend it. */
export const serverRefusedWords = (host: string, said: string): string =>
  `${host} does not take the user name or password of SMTP_URL any more. Your operator has to mend it; what waits keeps its place and goes on by itself.${said && ` It said: ${cutText(said, 200)}`}`;

/** Above these an address loses its good name, and its mail its way into inboxes (Gmail's and Yahoo's rules for senders of 2024). */
export const MOST_BOUNCES = 0.02;
export const MOST_COMPLAINTS = 0.001;
/** A share of few says nothing. */
const fewestBounces = 5;
const fewestComplaints = 2;

export type Reputation = { sent: number; bounced: number; complained: number };

/** Why nothing more should leave, in words; null when all is well. */
export function tripOf({ sent, bounced, complained }: Reputation): string | null {
  if (complained >= fewestComplaints && complained / sent >= MOST_COMPLAINTS)
    return `${complained} of the last ${sent} were reported as spam. Find out who did not want them before going on.`;
  if (bounced >= fewestBounces && bounced / sent > MOST_BOUNCES)
    return `${bounced} of the last ${sent} came back. Check where the addresses come from before going on.`;
  return null;
}
