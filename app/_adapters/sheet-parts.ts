import type { Choice } from "@/components/analytics/analytics-filters";
import { dayWords } from "@/components/analytics/day-words";
import { percent } from "@/components/analytics/figure-words";
import type { Sheet, SheetCell, SheetPanel } from "@/components/analytics/sheet";
import { CHANNEL_NAMES } from "@/components/outreach/channel-words";
import type { Tab } from "@/components/ui/tabs";
import { decimalsOf } from "@/lib/deals/currency-rules";
import { tellMoney } from "@/lib/deals/rules";
import { channelSchema } from "@/lib/guard/schema";
import type { Period } from "@/lib/periods/rules";

export type Query = Record<string, string | undefined>;

/** An address with the given parameters; those that are not said are left out. */
export function withQuery(path: string, parts: Query): string {
  const given = Object.entries(parts).flatMap(([name, value]) => (value ? [[name, value] as [string, string]] : []));
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

/** Periods to choose from as links that keep the other filters. */
export const periodLinks = (
  path: string,
  shown: { from: string; to: string },
  kept: Query,
  periods: readonly Period[],
): Tab[] =>
  periods.map(({ label, from, to }) => ({
    label,
    href: withQuery(path, { ...kept, from_date: from, to_date: to }),
    current: shown.from === from && shown.to === to,
  }));

export const number = (value: number): SheetCell => ({ text: value.toLocaleString("en") });
export const linked = (value: number, href: string): SheetCell => ({ text: value.toLocaleString("en"), href });
export const words = (text: string): SheetCell => ({ text });
export const rate = (value: number | null): SheetCell => ({ text: percent(value) });
export const days = (value: number | null) => (value === null ? "–" : `${value.toFixed(1)} d`);
/** Amounts of one column: all with their decimals when one of them has some. */
export function moneyColumn(all: readonly (number | null)[], currency: string): (minor: number | null) => SheetCell {
  const whole = all.every((minor) => minor === null || !money(minor, currency).includes("."));
  return (minor) => {
    const text = money(minor, currency);
    const decimals = decimalsOf(currency);
    if (whole || minor === null || decimals === 0 || text.includes(".")) return { text };
    return { text: text.replace(" ", `.${"0".repeat(decimals)} `) };
  };
}

export const money = (minor: number | null, currency: string) => {
  if (minor === null) return "–";
  return minor < 0 ? `-${tellMoney({ minor: -minor, currency })}` : tellMoney({ minor, currency });
};

/** Where the days begin and end, and with which ones the figures are compared. */
export const noted = (timezone: string, before: Days | null = null) =>
  `Days as in ${timezone.replaceAll("_", " ")}${besideWords(before)}`;

/** The same of whole months. */
export const monthNote = (report: { timezone: string; previous: Days | null }) =>
  `Whole months, days as in ${report.timezone.replaceAll("_", " ")}${besideWords(report.previous)}`;

type Days = { from_date: string; to_date: string };
const besideWords = (before: Days | null) =>
  before ? `, beside ${dayWords(before.from_date)} to ${dayWords(before.to_date)}` : "";
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

/** Whose figures: everything, or one campaign. */
export const campaignChoice = (value: string | undefined, campaigns: readonly { id: string; name: string }[]) =>
  choiceOf("campaign_id", "Campaign", value, "All campaigns", campaigns);

/** The same page with the campaign kept in every link to the rows behind a figure. */
export const withCampaign = (sheet: Sheet, campaign_id: string | undefined): Sheet =>
  campaign_id
    ? withLinks(sheet, (href) => `${href}${href.includes("?") ? "&" : "?"}campaign_id=${campaign_id}`)
    : sheet;

/** The same page with every link made anew. */
export function withLinks(sheet: Sheet, link: (href: string) => string): Sheet {
  const linked = <T extends { href?: string }>(one: T): T => (one.href ? { ...one, href: link(one.href) } : one);
  return { ...sheet, figures: sheet.figures.map(linked), panels: panelsWithLinks(sheet.panels, linked) };
}

const panelsWithLinks = (panels: SheetPanel[], linked: (cell: SheetCell) => SheetCell): SheetPanel[] =>
  panels.map((panel) => ({ ...panel, rows: panel.rows.map((row) => ({ ...row, cells: row.cells.map(linked) })) }));
