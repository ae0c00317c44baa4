import type { OrgTx } from "@/db/tenant";
import { normalizeEmail, normalizeLinkedin, normalizePhone } from "@/lib/contact-points/rules";
import type { Context } from "@/lib/core/context";
import { decodeCursor, encodeCursor, type PlaceKind } from "@/lib/core/cursor";
import { type LeadRow, leadColumns, leadJoins, toLead } from "./queries";
import type { LeadPage, ListLeadsInput } from "./schema";

// Each sort is an expression that an index of db/schema/leads.ts holds, never null, and what its value is in a cursor.
const byAge = { expression: "l.created_at", kind: "time" } as const;
const sorts: Record<string, { expression: string; kind: PlaceKind }> = {
  created_at: byAge,
  updated_at: { expression: "l.updated_at", kind: "time" },
  last_contacted_at: { expression: "coalesce(l.last_contacted_at, '-infinity'::timestamptz)", kind: "time" },
  score: { expression: "coalesce(l.score, -1)", kind: "integer" },
  name: { expression: "lower(coalesce(l.last_name, '') || ' ' || coalesce(l.first_name, ''))", kind: "text" },
};
const sqlTypes: Record<PlaceKind, string> = { time: "timestamptz", integer: "integer", text: "text" };

/** The most rows a count looks at: exact below, "at least" beyond. */
const countLimit = 1000;
const searchCandidates = 2000;

/** A page of leads: filtered, sorted, by keyset. Throws INVALID for a cursor that is not ours. */
export async function listLeads(tx: OrgTx, ctx: Context, input: ListLeadsInput): Promise<LeadPage> {
  const filter = filterOf(ctx, input);
  const descending = input.sort.startsWith("-");
  const sort = sorts[input.sort.replace(/^-/, "")] ?? byAge;
  const params = [...filter.params];
  const after = decodeCursor(input.cursor, sort.kind);
  const place = after
    ? ` and (${sort.expression}, l.id) ${descending ? "<" : ">"} ($${params.push(after[0])}::text::${sqlTypes[sort.kind]}, $${params.push(after[1])}::text::uuid)`
    : "";
  const direction = descending ? "desc" : "asc";
  const page = tx.sql.unsafe<(LeadRow & { place: string })[]>(
    `with page as materialized (
       select l.id, ${sort.expression} as place from leads l where ${filter.where}${place}
       order by ${sort.expression} ${direction}, l.id ${direction} limit ${input.limit + 1})
     select ${leadColumns}, page.place::text as place from page join leads l on l.org_id = current_org_id() and l.id = page.id ${leadJoins}
     order by page.place ${direction}, l.id ${direction}`,
    params,
    { prepare: true },
  );
  const count = tx.sql.unsafe<{ total: number }[]>(
    `select count(*)::int as total from (select 1 from leads l where ${filter.where} limit ${countLimit + 1}) x`,
    filter.params,
    { prepare: true },
  );
  const [rows, [counted]] = await Promise.all([page, count]);
  const shown = rows.slice(0, input.limit);
  const last = shown.at(-1);
  const total = counted?.total ?? 0;
  return {
    data: shown.map(toLead),
    next_cursor: rows.length > input.limit && last ? encodeCursor([last.place, last.id]) : null,
    ...(total > countLimit ? { total_at_least: countLimit } : { total }),
  };
}

type Filter = { where: string; params: string[] };

function filterOf(ctx: Context, { status, owner, tag, q }: ListLeadsInput): Filter {
  const params: string[] = [];
  const put = (value: string) => `$${params.push(value)}::text`;
  const conditions = ["l.org_id = current_org_id()", "l.deleted_at is null"];
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
  return { where: conditions.join(" and "), params };
}

// An address or number is looked up as such; anything else goes through the reviewed word search.
function searchCondition(q: string, region: string, put: (value: string) => string): string {
  const points = (kind: string, norm: string) =>
    `l.id in (select lead_id from contact_points where org_id = current_org_id() and norm = ${put(norm)} and kind = '${kind}')`;
  if (q.includes("@")) {
    const email = normalizeEmail(q);
    if (email.ok) return points("email", email.norm);
  }
  if (/^[+(\d][\d\s()./-]{6,}$/.test(q)) {
    const phone = normalizePhone(q, region);
    if (phone.ok) return points("phone", phone.norm);
  }
  if (/linkedin\.com\/in\//i.test(q)) {
    const slug = normalizeLinkedin(q);
    if (slug.ok) return points("linkedin", slug.norm);
  }
  return `l.id in (select search_leads(${put(q)}, ${searchCandidates}))`;
}
