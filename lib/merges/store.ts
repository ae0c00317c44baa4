import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import type { Changes, Columns } from "./rules";

/** Behind the locks of both leads: waits for do-not-contact entries being added for either, in the one order of values. */
export async function lockPersons(tx: OrgTx, leadId: string, otherId: string): Promise<void> {
  await tx.sql`
    select pg_advisory_xact_lock_shared(k.key) from (
      select distinct dnc_lock_key(v.kind, v.value) as key
      from (select * from dnc_values(${leadId}, null, null) union select * from dnc_values(${otherId}, null, null)) v order by 1) k`;
}

/** Both leads of a merge, in the order of their ids; the one that is away is not seen by everybody, so nothing is read of them. */
export async function lockTwo(tx: OrgTx, one: string, other: string): Promise<void> {
  await tx.sql`select id from leads where id in (${one}, ${other}) order by id for update`;
}

/** Gives everything of one lead to the other and writes the way back down (drizzle/0025); the leads must be locked. Returns the merge's id. */
export async function moveRows(
  tx: OrgTx,
  { fromId, intoId, fields, by, at }: { fromId: string; intoId: string; fields: Changes; by: string; at: Date },
): Promise<string> {
  const [row] = await tx.sql<{ id: string }[]>`
    select merge_leads(${fromId}, ${intoId}, ${tx.sql.json(fields as postgres.JSONValue)}, ${by}, ${at}) as id`;
  if (!row) throw new Error("A SELECT without FROM gave no row");
  return row.id;
}

/** The same backwards. */
export async function returnRows(tx: OrgTx, mergeId: string, by: string, at: Date): Promise<void> {
  await tx.sql`select unmerge_lead(${mergeId}, ${by}, ${at})`;
}

// What a merge may write by itself; owner and status have their own ways.
const writable: ReadonlySet<string> = new Set(
  `first_name last_name title email phone_e164 linkedin company_id source timezone score language expected_close_date
  predicted_close_probability probability_override estimated_value_minor currency metadata source_metadata`
    .trim()
    .split(/\s+/),
);

/** Writes columns given as JSON and says of each address whether it is the primary one of its kind now. */
export async function updateMergedColumns(tx: OrgTx, leadId: string, columns: Columns, at: Date): Promise<void> {
  const names = Object.keys(columns).filter((name) => writable.has(name));
  const setting = names.map((name) => `"${name}" = r."${name}", `).join("");
  await tx.sql.unsafe(
    `update leads l set ${setting} version = l.version + 1, updated_at = $3 from jsonb_populate_record(null::leads, $1::text::jsonb) r where l.id = $2`,
    [JSON.stringify(Object.fromEntries(names.map((name) => [name, columns[name]]))), leadId, at],
  );
  await tx.sql`
    update contact_points p set is_primary = not p.is_primary from leads l
    where l.id = ${leadId} and p.lead_id = l.id and p.is_primary <> coalesce(case p.kind
      when 'email' then lower(btrim(p.raw)) = lower(btrim(l.email)) when 'phone' then p.norm = l.phone_e164 else p.norm = l.linkedin end, false)`;
}
