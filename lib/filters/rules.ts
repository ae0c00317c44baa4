import { normalizeEmail, normalizeLinkedin, normalizePhone } from "@/lib/contact-points/rules";
import type { Context } from "@/lib/core/context";
import { type Asker, conditionSql, type Put } from "./condition-rules";
import { textsOf } from "./condition-schema";
import { conditionsOf, type Filter } from "./schema";

/** What a list of leads is asked for: the simple parameters, and a tree of conditions beside them. */
export type LeadQuestion = {
  status?: string[];
  owner?: string;
  tag?: string;
  q?: string;
  filter?: Filter;
};

/** A condition over the lead `l` with its parameters; `parts` are the texts that the tree looks for inside others. */
export type LeadCondition = { where: string; params: string[]; parts: string[] };

export const askerOf = ({ actor, timezone, defaultRegion, now }: Context): Asker => ({
  userId: actor.userId,
  timezone,
  defaultRegion,
  now,
});

/** The leads that are meant, in sight of who asks and not deleted. */
export function leadCondition(ctx: Context, { status, owner, tag, q, filter }: LeadQuestion): LeadCondition {
  const params: string[] = [];
  const put = (value: string) => `$${params.push(value)}::text`;
  // In a subselect it is read once, and not for each of a million rows that no index leaves out.
  const org = filter ? "(select current_org_id())" : "current_org_id()";
  const conditions = [`l.org_id = ${org}`, "l.deleted_at is null"];
  if (status?.length === 1 && status[0]) conditions.push(`l.status = ${put(status[0])}`);
  else if (status?.length) conditions.push(`l.status = any (string_to_array(${put(status.join(","))}, ','))`);
  if (owner === "none") conditions.push("l.owner_id is null");
  else if (owner) conditions.push(`l.owner_id = ${put(owner === "me" ? ctx.actor.userId : owner)}::uuid`);
  // The policy asks the same; said here too, it finds the index of owners.
  const { sees } = ctx.actor;
  if (sees?.length === 1 && sees[0]) conditions.push(`l.owner_id = ${put(sees[0])}::uuid`);
  else if (sees) conditions.push(`l.owner_id = any (string_to_array(${put(sees.join(","))}, ',')::uuid[])`);
  if (tag) {
    conditions.push(`l.id in (select lt.lead_id from lead_tags lt join tags t on t.org_id = lt.org_id and t.id = lt.tag_id
      where lt.org_id = current_org_id() and t.name = ${put(tag)})`);
  }
  if (q) conditions.push(searchCondition(q, ctx.defaultRegion, put));
  if (filter) conditions.push(filterSql(filter, put, askerOf(ctx)));
  return { where: conditions.join(" and "), params, parts: filter ? partsOf(filter) : [] };
}

/** The tree as SQL: the texts of conditionSql, joined by parentheses, and, or and not. */
export function filterSql(filter: Filter, put: Put, asker: Asker): string {
  const all = (list: Filter[]) => list.map((one) => filterSql(one, put, asker));
  if ("and" in filter) return filter.and.length > 0 ? `(${all(filter.and).join(" and ")})` : "(true)";
  if ("or" in filter) return filter.or.length > 0 ? `(${all(filter.or).join(" or ")})` : "(false)";
  // Unknown counts as no: a lead without a source is not one whose source is "Fair".
  if ("not" in filter) return `(${filterSql(filter.not, put, asker)} is not true)`;
  return `(${conditionSql(filter, put, asker)})`;
}

/** What the tree searches for inside texts, each once. */
const partsOf = (filter: Filter): string[] => [
  ...new Set(
    conditionsOf(filter)
      .filter(({ op }) => op === "contains" || op === "not_contains")
      .flatMap((one) => textsOf(one).map((text) => (one.field === "phone" ? text.replace(/\D/g, "") : text))),
  ),
];

const searchCandidates = 2000;

// A whole address or number goes straight to the leads that have it; only one that nobody has is sought as the beginning or a part of one.
function searchCondition(q: string, region: string, put: Put): string {
  const point = pointIn(q, region);
  const parts = `select search_leads(${put(wordsIn(q))}, ${searchCandidates})`;
  if (!point) return `l.id in (${parts})`;
  const whole = `select p.lead_id from contact_points p join leads x on x.org_id = p.org_id and x.id = p.lead_id and x.deleted_at is null
    where p.org_id = current_org_id() and p.norm = ${put(point.norm)} and p.kind = '${point.kind}'`;
  return `l.id in (with whole as materialized (${whole}) select lead_id from whole union all ${parts} where not exists (select from whole))`;
}

const numberLike = /^[+(\d][\d\s()./-]*$/;

function pointIn(q: string, region: string): { kind: "email" | "phone" | "linkedin"; norm: string } | null {
  const ways = [
    { kind: "email", fits: q.includes("@"), normal: () => normalizeEmail(q) },
    { kind: "phone", fits: numberLike.test(q) && q.length > 6, normal: () => normalizePhone(q, region) },
    { kind: "linkedin", fits: /linkedin\.com\/in\//i.test(q), normal: () => normalizeLinkedin(q) },
  ] as const;
  for (const { kind, fits, normal } of ways) {
    const found = fits ? normal() : null;
    if (found?.ok) return { kind, norm: found.norm };
  }
  return null;
}

// Numbers are kept as digits after a plus: spaces, brackets and the zero that is dialled at home are not in them.
// Four digits are the last of a number and stay as they are. "Moss, Ada" is the same two words as "Ada Moss".
function wordsIn(q: string): string {
  if (!numberLike.test(q)) return q.replace(/[,;]+/g, " ");
  const digits = q.replace(/\D/g, "");
  return digits.length > 5 ? digits.replace(/^0+(?=\d)/, "") : digits;
}
