import type { RefusalCode } from "@/lib/guard/schema";
import type { Settings } from "@/lib/settings/schema";

/** An attempt that went out, as much of it as the windows and ceilings ask for; `at` in seconds. */
export type PastTouch = {
  leadId: string;
  norm: string | null;
  channel: string;
  userId: string | null;
  /** the companies and corporate domains where they work, each by its key */
  places: readonly string[];
  /** a granted consent for the address stood at that moment, or there was no address to have one */
  basis: boolean;
  at: number;
};
export type ChannelRule = { code: string; group: string; hard: number; soft: number; redialBySameRep: boolean };
export type GuardRules = { settings: Settings; channels: ChannelRule[] };

/** The rules whose effect can be counted from the ledger. Texts are not compared again. */
export const COUNTED_CODES = [
  "NO_CONSENT",
  "RECENTLY_CONTACTED",
  "COMPANY_LIMIT",
  "SAME_CHANNEL_RECENT",
  "COMPANY_RECENT",
  "TOO_MANY_TOUCHES",
] as const satisfies readonly RefusalCode[];
export type CountedCode = (typeof COUNTED_CODES)[number];
export const BLOCKING: readonly CountedCode[] = ["NO_CONSENT", "RECENTLY_CONTACTED", "COMPANY_LIMIT"];

export type Met = { refused: number; warned: number; byCode: Record<CountedCode, number> };

const day = 86_400;

/**
 * How many of the attempts from `from` on would have met these rules, had they stood then: each is held against those before it, the
 * list being in the order of time. Refused counts those that met a hard rule, warned those that met soft ones alone.
 */
export function countMet(touches: PastTouch[], from: number, rules: GuardRules): Met {
  const met: Met = { refused: 0, warned: 0, byCode: emptyCounts() };
  const channels = new Map(rules.channels.map((one) => [one.code, one]));
  const past = { person: new Map<string, PastTouch[]>(), company: new Map<string, PastTouch[]>() };
  for (const touch of touches) {
    const channel = channels.get(touch.channel);
    if (channel && touch.at >= from) {
      const codes = codesMet(touch, channel, channels, past, rules.settings);
      for (const code of codes) met.byCode[code] += 1;
      if (codes.some((code) => BLOCKING.includes(code))) met.refused += 1;
      else if (codes.length > 0) met.warned += 1;
    }
    for (const key of personKeys(touch)) push(past.person, key, touch);
    for (const place of touch.places) push(past.company, place, touch);
  }
  return met;
}

type Past = { person: Map<string, PastTouch[]>; company: Map<string, PastTouch[]> };

function codesMet(
  touch: PastTouch,
  channel: ChannelRule,
  channels: Map<string, ChannelRule>,
  past: Past,
  settings: Settings,
): CountedCode[] {
  const person = new Set(personKeys(touch).flatMap((key) => past.person.get(key) ?? []));
  const company = [...new Set(touch.places.flatMap((place) => past.company.get(place) ?? []))].filter(
    (one) => !person.has(one) && one.leadId !== touch.leadId,
  );
  const inTime = (one: PastTouch, seconds: number) => touch.at - one.at < seconds;
  const redial = (one: PastTouch) => channel.redialBySameRep && one.userId === touch.userId;
  const met: Record<CountedCode, boolean> = {
    NO_CONSENT: settings["guard.consent.required"] && !touch.basis,
    RECENTLY_CONTACTED: some(
      person,
      (one) => channels.get(one.channel)?.group === channel.group && inTime(one, channel.hard) && !redial(one),
    ),
    COMPANY_LIMIT: fullCompany(touch, person, company, settings),
    SAME_CHANNEL_RECENT: some(
      person,
      (one) => one.channel === touch.channel && inTime(one, channel.soft) && !redial(one),
    ),
    COMPANY_RECENT: some(
      company,
      (one) => one.userId !== touch.userId && inTime(one, settings["guard.company.window_days"] * day),
    ),
    TOO_MANY_TOUCHES: tooMany(touch, person, settings),
  };
  return COUNTED_CODES.filter((code) => met[code]);
}

function fullCompany(touch: PastTouch, person: Set<PastTouch>, company: PastTouch[], settings: Settings): boolean {
  const limit = settings["guard.company.limit"];
  const inPlay = (one: PastTouch) => touch.at - one.at < settings["guard.company.limit_window_days"] * day;
  if (limit === null || some(person, inPlay)) return false;
  return new Set(company.filter(inPlay).map((one) => one.leadId)).size >= limit;
}

function tooMany(touch: PastTouch, person: Set<PastTouch>, settings: Settings): boolean {
  const limit = settings["guard.touches.limit"];
  if (limit === 0) return false;
  return [...person].filter((one) => touch.at - one.at < settings["guard.touches.window_days"] * day).length >= limit;
}

const personKeys = ({ leadId, norm }: PastTouch) => (norm === null ? [leadId] : [leadId, norm]);
const some = (list: Iterable<PastTouch>, test: (one: PastTouch) => boolean) => [...list].some(test);
const emptyCounts = (): Record<CountedCode, number> => ({
  NO_CONSENT: 0,
  RECENTLY_CONTACTED: 0,
  COMPANY_LIMIT: 0,
  SAME_CHANNEL_RECENT: 0,
  COMPANY_RECENT: 0,
  TOO_MANY_TOUCHES: 0,
});

// The newest thousand at least are kept of a person or company, so that one busy company does not grow the work without end.
function push(map: Map<string, PastTouch[]>, key: string, touch: PastTouch): void {
  const list = map.get(key);
  if (!list) map.set(key, [touch]);
  else {
    list.push(touch);
    if (list.length > 2000) list.splice(0, 1000);
  }
}
