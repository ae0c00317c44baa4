import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { decodeCursor, encodeCursor, type PlaceKind } from "@/lib/core/cursor";
import { askWithFilter } from "@/lib/filters/queries";
import { type LeadCondition, leadCondition } from "@/lib/filters/rules";
import { blockedOfPage, type LeadRow, leadColumns, leadJoins, toLead } from "./queries";
import type { LeadPage, ListLeadsInput } from "./schema";

// Each sort is an expression that an index of db/schema/leads.ts holds (CASE, since COALESCE is kept from indexes by the policies), never null, and what its value is in a cursor.
const byAge = { expression: "l.created_at", kind: "time" } as const;
const sorts: Record<string, { expression: string; kind: PlaceKind }> = {
  created_at: byAge,
  updated_at: { expression: "l.updated_at", kind: "time" },
  last_contacted_at: {
    expression: "case when l.last_contacted_at is null then '-infinity'::timestamptz else l.last_contacted_at end",
    kind: "time",
  },
  score: { expression: "case when l.score is null then -1 else l.score end", kind: "integer" },
  name: { expression: "lower(coalesce(l.last_name, '') || ' ' || coalesce(l.first_name, ''))", kind: "text" },
};
const sqlTypes: Record<PlaceKind, string> = { time: "timestamptz", integer: "integer", text: "text" };

/** The most rows a count looks at: exact below, "at least" beyond. */
const countLimit = 1000;

/** A page of leads: filtered, sorted, by keyset. Throws INVALID for a cursor that is not ours. */
export async function listLeads(tx: OrgTx, ctx: Context, input: ListLeadsInput): Promise<LeadPage> {
  const filter = leadCondition(ctx, input);
  const ask = () => askPage(tx, input, filter);
  return input.filter ? askWithFilter(tx, filter, ask) : ask();
}

type Placed = LeadRow & { place: string; total: number };

async function askPage(tx: OrgTx, input: ListLeadsInput, filter: LeadCondition): Promise<LeadPage> {
  const descending = input.sort.startsWith("-");
  const sort = sorts[input.sort.replace(/^-/, "")] ?? byAge;
  const params = [...filter.params];
  const after = decodeCursor(`leads ${input.sort}`, input.cursor, sort.kind);
  const [first, second] = after ? [params.push(after[0]), params.push(after[1])] : [];
  const place = (value: string) =>
    ` and (${value}, l.id) ${descending ? "<" : ">"} ($${first}::text::${sqlTypes[sort.kind]}, $${second}::text::uuid)`;
  const direction = descending ? "desc" : "asc";
  const where = `from leads l where ${filter.where}`;
  // What is searched for is found once, for the page and for its count.
  const sought = `found as materialized (select l.id, ${sort.expression} as place ${where}), `;
  const [found, from, value] = input.q ? [sought, "from found l where true", "l.place"] : ["", where, sort.expression];
  const asked = await tx.sql.unsafe<(Placed | { place: null; total: number })[]>(
    `with ${found}page as materialized (
       select l.id, ${value} as place ${from}${after ? place(value) : ""} order by ${value} ${direction}, l.id ${direction} limit ${input.limit + 1}),
     ${blockedOfPage}
     select ${leadColumns}, page.place::text as place, n.total from (select count(*)::int as total from (select 1 ${from} limit ${countLimit + 1}) x) n
     left join (page join leads l on l.org_id = current_org_id() and l.id = page.id ${leadJoins}) on true
     order by page.place ${direction}, l.id ${direction}`,
    params,
    // A tree has a text of its own, which nobody asks for again.
    { prepare: !input.filter },
  );
  const total = asked[0]?.total ?? 0;
  const rows = asked.filter((row): row is Placed => row.place !== null);
  const shown = rows.slice(0, input.limit);
  const last = shown.at(-1);
  return {
    data: shown.map(toLead),
    next_cursor: rows.length > input.limit && last ? encodeCursor(`leads ${input.sort}`, [last.place, last.id]) : null,
    ...(total > countLimit ? { total_at_least: countLimit } : { total }),
  };
}
