import { dayIn, fromIso, minusDays } from "@/lib/core/time";
import { tellMoney } from "@/lib/deals/rules";
import { type Cell, csvOf, neutral } from "@/lib/lead-exports/rules";
import { nextMorningOf } from "@/lib/member-mail/rules";
import type { Frequency } from "./schema";

/** The next morning on which a view is mailed: tomorrow's, that of the week's first day, or that of the month's. */
export const nextMorning = (frequency: Frequency, now: Date, zone: string, weekStart: number) =>
  nextMorningOf(now, zone, (day) => fits[frequency](day, weekStart));

const fits: Record<Frequency, (day: string, weekStart: number) => boolean> = {
  daily: () => true,
  weekly: (day, weekStart) => noonOf(day).getUTCDay() === weekStart,
  monthly: (day) => day.endsWith("-01"),
};

/** The days that a view tells: yesterday, the seven until yesterday, or last month, where the organization is. */
export function daysToTell(frequency: Frequency, now: Date, zone: string): { from_date: string; to_date: string } {
  const to_date = dayIn(minusDays(noonOf(dayIn(now, zone)), 1), "UTC");
  if (frequency === "daily") return { from_date: to_date, to_date };
  if (frequency === "weekly") return { from_date: dayIn(minusDays(noonOf(to_date), 6), "UTC"), to_date };
  const end = dayIn(minusDays(noonOf(`${dayIn(now, zone).slice(0, 7)}-01`), 1), "UTC");
  return { from_date: `${end.slice(0, 7)}-01`, to_date: end };
}

/** The days that an answer is about as its mail names them: those it tells itself, for money is counted by whole months, else those it was asked for. */
export function periodTold(answer: object, asked: { from_date: string; to_date: string }): string {
  const { from_date, to_date } = { ...asked, ...answer };
  return from_date === to_date ? to_date : `${from_date} to ${to_date}`;
}

const noonOf = (day: string) => fromIso(`${day}T12:00:00Z`);

/** Whether a page of figures is of money, and so for who may see the budget. */
export const ofMoney = (view: string) => view === "roi";

type Answer = Record<string, unknown>;
export type Told = {
  figures: [name: string, value: string][];
  files: { name: string; media_type: string; content: string }[];
};

/** An answer of figures as lines to read, and each of its lists as a table that spreadsheets open. */
export function tellAnswer(view: string, answer: Answer): Told {
  const { definitions: _, rows: __, previous, ...shown } = answer;
  const flat = Object.entries(flatten(shown, (value) => !Array.isArray(value)));
  const before = flatten(Object(previous), () => true);
  const currency = typeof answer.base_currency === "string" ? answer.base_currency : "USD";
  const figures = flat
    .filter(([name, value]) => typeof value === "number" && !name.startsWith("by_method"))
    .map(([name, value]): [string, string] => [
      wordsOf(name),
      sayValue(name, value, before[name.replace(/^(totals|team)\./, "")], currency),
    ]);
  const files = listsOf(shown)
    .filter(([, list]) => list.length > 0)
    .map(([name, list]) => ({
      name: `${view}-${name.replaceAll("_", "-")}.csv`,
      media_type: "text/csv",
      content: tableOf(list),
    }));
  return { figures, files };
}

/** Every list of an answer by its name: also the channels, which stand under their names, and the lists within a part of it. */
function listsOf(shown: Answer, before = ""): [name: string, list: Answer[]][] {
  return Object.entries(shown).flatMap(([part, value]): [string, Answer[]][] => {
    const name = `${before}${part}`;
    if (Array.isArray(value)) return [[name, value]];
    if (value === null || typeof value !== "object") return [];
    if (name !== "by_method") return listsOf(Object(value), `${name}_`);
    return [[name, Object.entries(value).map(([method, one]) => ({ method, ...one }))]];
  });
}

/** A funnel whose stages are figures with names, each beside the one before; the list stays a table. */
export function withStages({ total, lost, stages, ...funnel }: Staged): Answer {
  const reached = stages.map(({ status, leads }) => [status === "new" ? "arrived" : status, leads] as const);
  return { arrived: total, ...Object.fromEntries(reached), lost, stages, ...funnel };
}
type Staged = Answer & { total: number; lost: number; stages: { status: string; leads: number }[] };

function sayValue(name: string, value: unknown, before: unknown, currency: string): string {
  const said = sayNumber(name, Number(value), currency);
  return typeof before === "number" ? `${said} (before: ${sayNumber(name, before, currency)})` : said;
}

function sayNumber(name: string, value: number, currency: string): string {
  if (/_rate|roi$/.test(name))
    return `${(value * 100).toLocaleString("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 })} %`;
  if (name.endsWith("_minor")) return tellSigned(value, currency);
  if (/_hours|_days/.test(name)) return value.toFixed(1);
  return value.toLocaleString("en");
}

const tellSigned = (minor: number, currency: string) =>
  minor < 0 ? `-${tellMoney({ minor: -minor, currency })}` : tellMoney({ minor, currency });

const spoken: Record<string, string> = { roi: "Return on cost", payback_months: "Months until paid back" };

const wordsOf = (name: string) => {
  const own = name.replace(/^(totals|team)\./, "").replace(/_minor$/, "");
  return (spoken[own] ?? own).replace(/[._]+/g, " ").replace(/^./, (letter) => letter.toUpperCase());
};

function tableOf(list: readonly Answer[]): string {
  const rows = list.map((one) => flatten(one, () => true));
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return csvOf([columns, ...rows.map((row) => columns.map((column) => cellOf(row[column])))]);
}

const cellOf = (value: unknown): Cell =>
  typeof value === "number" || value === null || value === undefined ? (value ?? null) : neutral(String(value));

/** What lies inside of it under one name each: `user.name`. */
function flatten(node: Answer, keeps: (value: unknown) => boolean, before = ""): Answer {
  return Object.assign(
    {},
    ...Object.entries(node).map(([name, value]) => {
      if (value && typeof value === "object" && !Array.isArray(value))
        return flatten(Object(value), keeps, `${before}${name}.`);
      return keeps(value) ? { [`${before}${name}`]: value } : {};
    }),
  );
}
