import { createHash } from "node:crypto";
import type { Context } from "@/lib/core/context";
import { invalid } from "@/lib/core/errors";
import { readMoney } from "@/lib/deals/rules";
import { UTM_KEYS } from "@/lib/deals/schema";
import type { Caller } from "./caller";

const leadTexts = [
  "first_name",
  "last_name",
  "email",
  "phone",
  "linkedin",
  "title",
  "company",
  "source",
  "timezone",
] as const;

/** A form's fields as they were typed, for showing them again; React's own fields begin with $. */
export const typedIn = (form: FormData): Record<string, string> =>
  Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === "string" && !name.startsWith("$") ? [[name, value]] : [])),
  );

/** A date field's day as the last moment of it, in UTC; what is no day goes on as it is, for the command to refuse. */
export const endOfDay = (day: string | undefined) => (day ? `${day}T23:59:59Z` : undefined);

/** The lead form as a command's input: tags by comma, an empty owner is nobody. */
export const leadInput = (form: FormData) => leadInputOf(typedIn(form));

/** The same of what the form was opened with, which it sends beside what was typed. */
export function leadBase(form: FormData): Record<string, unknown> {
  const shown = Object.entries(typedIn(form)).filter(([name]) => name.startsWith("base."));
  return leadInputOf(Object.fromEntries(shown.map(([name, value]) => [name.slice("base.".length), value])));
}

function leadInputOf(typed: Record<string, string>): Record<string, unknown> {
  const texts = leadTexts.filter((name) => name in typed).map((name) => [name, typed[name]]);
  const tags = typed.tags
    ?.split(",")
    .map((tag) => tag.trim())
    .filter(Boolean);
  const owner = typed.owner_id === undefined ? {} : { owner_id: typed.owner_id || null };
  return { ...Object.fromEntries(texts), ...(tags ? { tags } : {}), ...owner, ...dealInputOf(typed) };
}

function dealInputOf({ estimated_value, currency, expected_close_date, ...typed }: Record<string, string>) {
  const value = estimated_value?.trim();
  const utm = UTM_KEYS.filter((key) => key in typed);
  const given = utm.flatMap((key) => (typed[key]?.trim() ? [[key, typed[key].trim()]] : []));
  return {
    ...(value === undefined ? {} : value ? moneyOf(value, currency ?? "") : { estimated_value_minor: null }),
    ...(expected_close_date === undefined ? {} : { expected_close_date: expected_close_date || null }),
    ...(typed.probability === undefined ? {} : { probability_override: chanceIn(typed.probability.trim()) }),
    ...(utm.length > 0 ? { source_metadata: Object.fromEntries(given) } : {}),
  };
}

function moneyOf(value: string, currency: string) {
  const money = readMoney(value, currency);
  if (!money.ok) throw invalid("estimated_value_minor", money.reason);
  return { estimated_value_minor: money.minor, currency };
}

function chanceIn(percent: string): number | null {
  if (percent === "") return null;
  const number = Number(percent.replace(/\s*%$/, "").replace(",", "."));
  if (number >= 0 && number <= 100) return number / 100;
  throw invalid("probability_override", "Give the probability as a number from 0 to 100.");
}

/** A press of a button that may be repeated: the browser's attempt is the Idempotency-Key, so a double click is one command. */
export function asOneAttempt({ context, identity }: Caller, route: string, attempt: string, input: unknown): Context {
  const bodyHash = createHash("sha256").update(JSON.stringify(input)).digest("hex");
  return {
    ...context,
    idempotency: { principal: `user ${identity.user_id}`, route, key: attempt.slice(0, 255), bodyHash },
  };
}
