import { normalizeDomain, normalizeEmail, normalizePhone } from "@/lib/contact-points/rules";
import { invalid } from "@/lib/core/errors";
import { type Condition, isDay, numbersOf, textsOf } from "./condition-schema";
import type { FilterField, Operator } from "./field-schema";

/** Who asks and when: "me", "in the last days" and numbers without a country mean something else for everybody. */
export type Asker = { userId: string; timezone: string; defaultRegion: string; now: Date };
/** Hands a value over as a parameter and answers its place; values never stand in the text. */
export type Put = (value: string) => string;

/** The most leads that a part of a text may be found in; with more, its condition is refused rather than answered in part. */
export const SEARCH_CANDIDATES = 20_000;

type Sql = (condition: Condition, put: Put, asker: Asker) => string;

const wanted: Partial<Record<Operator, Operator>> = {
  is_not: "is",
  none_of: "any_of",
  not_contains: "contains",
  not_in_last_days: "in_last_days",
};

/** A condition as SQL over the lead `l`: true for the leads it means, false or null for others. Every text here is written here. */
export function conditionSql(condition: Condition, put: Put, asker: Asker): string {
  const op = wanted[condition.op];
  const sql = byField[condition.field]({ ...condition, op: op ?? condition.op }, put, asker);
  return op ? `(${sql}) is not true` : sql;
}

const first = (condition: Condition) => textsOf(condition)[0] ?? "";
const oneOf = (expression: string, condition: Condition, put: Put) => {
  const places = textsOf(condition).map(put);
  return places.length === 1 ? `${expression} = ${places[0]}` : `${expression} in (${places.join(", ")})`;
};

/** A column of text, with whether it is filled. */
const textColumn =
  (column: string): Sql =>
  (condition, put) =>
    isFilled(column, condition) ?? oneOf(column, condition, put);

const isFilled = (column: string, { op }: Condition) =>
  op === "is_set" ? `${column} is not null` : op === "is_not_set" ? `${column} is null` : null;

/** Every word is a part of the text, accents and case forgiven. The search finds who may be meant; the text itself decides. */
function containsWords(text: string, found: string, condition: Condition, put: Put): string {
  const parts = first(condition)
    .split(/\s+/)
    .map((word) => `position(fold(${put(word)}) in fold(${text})) > 0`);
  return `l.id in (select search_leads(${put(found)}, ${SEARCH_CANDIDATES})) and ${parts.join(" and ")}`;
}

const companyWith = (condition: string) =>
  `l.company_id in (select c.id from companies c where c.org_id = current_org_id() and ${condition})`;

/**
 * A comparison with the column and, where an index holds another form of it that is never null, with that form too: the column has the
 * statistics, the form has the index.
 */
const compare = (column: string, indexed: string, comparison: string) =>
  column === indexed ? `${column} ${comparison}` : `${column} ${comparison} and ${indexed} ${comparison}`;

// As the indexes of db/schema/leads.ts have them.
const scored = "case when l.score is null then -1 else l.score end";
const lastContact = "case when l.last_contacted_at is null then '-infinity'::timestamptz else l.last_contacted_at end";

const numberColumn =
  (column: string, indexed = column): Sql =>
  (condition, put) => {
    const [from, to] = numbersOf(condition).map((one) => `${put(String(one))}::bigint`);
    const comparisons: Partial<Record<Operator, string>> = {
      at_least: `>= ${from}`,
      at_most: `<= ${from}`,
      between: `between ${from} and ${to}`,
    };
    return isFilled(column, condition) ?? compare(column, indexed, comparisons[condition.op] ?? `= ${from}`);
  };

const timeColumn =
  (column: string, indexed = column): Sql =>
  (condition, put, { now, timezone }) => {
    const unset = isFilled(column, condition);
    if (unset) return unset;
    if (condition.op === "in_last_days") {
      const [days = 1] = numbersOf(condition);
      const since = new Date(now.getTime() - days * 86_400_000).toISOString();
      return compare(column, indexed, `>= ${put(since)}::timestamptz`);
    }
    const text = first(condition);
    const moment = isDay(text)
      ? `(${put(text)}::date::timestamp at time zone ${put(timezone)})`
      : `${put(text)}::timestamptz`;
    return compare(column, indexed, `${condition.op === "after" ? ">=" : "<"} ${moment}`);
  };

const flagColumn =
  (column: string): Sql =>
  ({ value }) =>
    value === true ? column : `not ${column}`;

const pointAt = (kind: "email" | "phone", norm: string, put: Put) =>
  `l.id in (select p.lead_id from contact_points p where p.org_id = current_org_id() and p.norm = ${put(norm)} and p.kind = '${kind}')`;

// By the floors of the newest model, asked once per question, so that the index of scores finds them.
const floor = (tier: string) => `(select tier_floor('${tier}'))`;
const tiers: Record<string, string> = {
  hot: compare("l.score", scored, `>= ${floor("hot")}`),
  warm: compare("l.score", scored, `between ${floor("warm")} and ${floor("hot")} - 1`),
  cold: compare("l.score", scored, `between ${floor("cold")} and ${floor("warm")} - 1`),
  dormant: compare("l.score", scored, `between 0 and ${floor("cold")} - 1`),
};

const tagged = (names: string) =>
  `l.id in (select lt.lead_id from lead_tags lt join tags t on t.org_id = lt.org_id and t.id = lt.tag_id where lt.org_id = current_org_id() and ${names})`;

const anyTag = "exists (select from lead_tags lt where lt.org_id = current_org_id() and lt.lead_id = l.id)";

// As the badge: an entry for all channels, or one for each.
const blocked = (at: string) => `coalesce((select bool_or(e.channel is null) or count(distinct k.code) =
    (select count(*) from channels a where a.org_id = current_org_id() and a.counts_as_contact)
  from find_dnc_entries(l.id, null, null, null, ${at}::timestamptz) e
  left join channels k on k.org_id = e.org_id and k.code = e.channel and k.counts_as_contact), false)`;

const byField: Record<FilterField, Sql> = {
  name: (condition, put) =>
    containsWords("concat_ws(' ', l.first_name, l.last_name)", first(condition), condition, put),
  email: (condition, put) => {
    const filled = isFilled("l.email", condition);
    if (filled) return filled;
    if (condition.op === "contains") return containsWords("l.email", first(condition), condition, put);
    const normal = normalizeEmail(first(condition));
    if (!normal.ok) throw invalid(`filter.${condition.field}`, normal.reason);
    return pointAt("email", normal.norm, put);
  },
  phone: (condition, put, { defaultRegion }) => {
    const filled = isFilled("l.phone_e164", condition);
    if (filled) return filled;
    if (condition.op === "contains") {
      const digits = first(condition).replace(/\D/g, "");
      return containsWords("l.phone_e164", digits, { ...condition, value: digits }, put);
    }
    const normal = normalizePhone(first(condition), defaultRegion);
    if (!normal.ok) throw invalid(`filter.${condition.field}`, normal.reason);
    return pointAt("phone", normal.norm, put);
  },
  company: (condition, put) =>
    isFilled("l.company_id", condition) ??
    (condition.op === "contains"
      ? containsWords(
          "(select c.name from companies c where c.org_id = l.org_id and c.id = l.company_id)",
          first(condition),
          condition,
          put,
        )
      : companyWith(`c.name_key = lower(${put(first(condition))})`)),
  domain: (condition, put) => {
    if (condition.op === "is_set") return companyWith("c.domain is not null");
    if (condition.op === "is_not_set") return `(${companyWith("c.domain is not null")}) is not true`;
    const norms = textsOf(condition).map((text) => {
      const normal = normalizeDomain(text);
      if (!normal.ok) throw invalid(`filter.${condition.field}`, normal.reason);
      return normal.norm;
    });
    return companyWith(`${oneOf("c.domain", { ...condition, value: norms }, put)} and not c.free_mail`);
  },
  owner: (condition, put, { userId }) => {
    const ids = textsOf(condition).map((id) => `${put(id === "me" ? userId : id)}::uuid`);
    return (
      isFilled("l.owner_id", condition) ??
      (ids.length === 1 ? `l.owner_id = ${ids[0]}` : `l.owner_id in (${ids.join(", ")})`)
    );
  },
  status: textColumn("l.status"),
  score: numberColumn("l.score", scored),
  tier: (condition) =>
    `(${textsOf(condition)
      .map((tier) => tiers[tier] ?? "false")
      .join(" or ")})`,
  tags: (condition, put) => {
    if (condition.op === "is_set") return anyTag;
    if (condition.op === "is_not_set") return `not ${anyTag}`;
    if (condition.op === "all_of")
      return textsOf(condition)
        .map((name) => tagged(`t.name = ${put(name)}`))
        .join(" and ");
    return tagged(oneOf("t.name", condition, put));
  },
  source: textColumn("l.source"),
  timezone: textColumn("l.timezone"),
  created_at: timeColumn("l.created_at"),
  updated_at: timeColumn("l.updated_at"),
  last_contacted_at: timeColumn("l.last_contacted_at", lastContact),
  last_response_at: timeColumn("l.last_response_at"),
  contact_count: numberColumn("l.contact_count"),
  reply_count: numberColumn("l.reply_count"),
  awaiting_reply: flagColumn("l.awaiting_reply"),
  needs_reply: flagColumn("l.needs_reply"),
  do_not_contact: ({ value }, put, { now }) => {
    const sql = blocked(put(now.toISOString()));
    return value === true ? sql : `not ${sql}`;
  },
  estimated_value_minor: numberColumn("l.estimated_value_minor"),
  metadata: (condition, put) => {
    const value = `l.metadata ->> ${put(condition.key ?? "")}`;
    return isFilled(`(${value})`, condition) ?? `(${value}) = ${put(first(condition))}`;
  },
};
