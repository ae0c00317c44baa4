import type { Choice } from "@/components/analytics/analytics-filters";
import { percent } from "@/components/analytics/figure-words";
import type { SheetCell } from "@/components/analytics/sheet";
import { CHANNEL_NAMES } from "@/components/outreach/channel-words";
import { periodOfDays } from "@/lib/analytics/rules";
import type { Context } from "@/lib/core/context";
import { tellMoney } from "@/lib/deals/rules";
import { channelSchema } from "@/lib/guard/schema";

export type Query = Record<string, string | undefined>;

/** An address with the given parameters; those that are not said are left out. */
export function withQuery(path: string, parts: Query): string {
  const given = Object.entries(parts).flatMap(([name, value]) => (value ? [[name, value] as [string, string]] : []));
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

/** The last so many days of the organization as links that keep the other filters. */
export function periodLinks(
  ctx: Context,
  path: string,
  shown: { from: string; to: string },
  kept: Query,
  days: number[],
) {
  return days.map((count) => {
    const { from, to } = periodOfDays(count, ctx);
    const href = withQuery(path, { ...kept, from_date: from, to_date: to });
    const label = count % 365 === 0 ? (count === 365 ? "1 year" : `${count / 365} years`) : `${count} days`;
    return { label, href, current: shown.from === from && shown.to === to };
  });
}

export const number = (value: number): SheetCell => ({ text: value.toLocaleString("en") });
export const linked = (value: number, href: string): SheetCell => ({ text: value.toLocaleString("en"), href });
export const words = (text: string): SheetCell => ({ text });
export const rate = (value: number | null): SheetCell => ({ text: percent(value) });
export const days = (value: number | null) => (value === null ? "–" : `${value.toFixed(1)} d`);
export const money = (minor: number | null, currency: string) => {
  if (minor === null) return "–";
  return minor < 0 ? `-${tellMoney({ minor: -minor, currency })}` : tellMoney({ minor, currency });
};

export const noted = (timezone: string) => `Days as in ${timezone.replaceAll("_", " ")}`;
export const nums = (labels: string[]) => labels.map((label) => ({ label, num: true }));
export const channelName = (code: string) => {
  const known = channelSchema.safeParse(code);
  return known.success ? CHANNEL_NAMES[known.data] : code;
};

export const choiceOf = (
  name: string,
  label: string,
  value: string | undefined,
  all: string,
  options: readonly { id: string; name: string }[],
): Choice => ({
  name,
  label,
  value: value ?? "",
  options: [{ value: "", label: all }, ...options.map((one) => ({ value: one.id, label: one.name }))],
});
