import type { Role } from "@/lib/core/permissions";
import { plusSeconds } from "@/lib/core/time";

const day = 86_400;

export const sessionEnds = (now: Date) => plusSeconds(now, 30 * day);
export const invitationEnds = (now: Date) => plusSeconds(now, 7 * day);
export const passwordResetEnds = (now: Date) => plusSeconds(now, 3600);
export const keyEnds = (now: Date, days: number | null | undefined) => (days ? plusSeconds(now, days * day) : null);

/** How many tries in an hour: for one account, and from one address (an office shares one). */
export const triesPerHour = { account: 10, address: 100 } as const;
export const triesWindowEnds = (now: Date) => plusSeconds(now, 3600);

type Standing = { role: Role; active: boolean };

/** Whether the organization would be left without anybody who can let others in. */
export const losesLastAdmin = (before: Standing, after: Standing, activeAdmins: number) =>
  isAdmin(before) && !isAdmin(after) && activeAdmins <= 1;

const isAdmin = ({ role, active }: Standing) => active && role === "admin";

/** A key made with a limited key stays within its limits; empty means everything, so it is the widest. */
export const exceedsScopes = (held: readonly string[], asked: readonly string[]) =>
  held.length > 0 && (asked.length === 0 || asked.some((scope) => !held.includes(scope)));

const browsers: [RegExp, string][] = [
  [/\bEdg\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bFirefox\//, "Firefox"],
  [/\b(Chrome|Chromium|CriOS)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];
const systems: [RegExp, string][] = [
  [/\b(iPhone|iPad)\b/, "iOS"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
];

/** "Firefox on Linux": what a person recognises their own device by. */
export function deviceName(userAgent: string | undefined): string {
  const named = (table: [RegExp, string][]) => table.find(([pattern]) => pattern.test(userAgent ?? ""))?.[1];
  const [browser, system] = [named(browsers), named(systems)];
  if (!browser) return userAgent?.slice(0, 60) || "Unknown device";
  return system ? `${browser} on ${system}` : browser;
}
