import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { type EntryRow, entryColumns, entryJoins, toEntry } from "./queries";
import type { DncPage, DncState, ListDncInput } from "./schema";

type Fragment = postgres.PendingQuery<postgres.Row[]>;
const soonDays = 30;

/** The list, newest first; `q` finds part of a value, a reason or a person's name, `state` what stands unless it says otherwise. */
export async function listDncEntries(tx: OrgTx, input: ListDncInput, at: Date): Promise<DncPage> {
  const { limit, cursor } = input;
  const after = decodeCursor("dnc", cursor, "time");
  const fits = filterOf(tx, input, at);
  const onward = after
    ? tx.sql`and (e.created_at, e.id) < (${after[0]}::text::timestamptz, ${after[1]}::text::uuid)`
    : tx.sql``;
  const page = tx.sql<(EntryRow & { place: string })[]>`
    select ${tx.sql.unsafe(entryColumns)}, e.created_at::text as place
    from (select * from dnc_entries e where ${fits} ${onward} order by e.created_at desc, e.id desc limit ${limit + 1}) e ${tx.sql.unsafe(entryJoins)}
    order by e.created_at desc, e.id desc`;
  const count = tx.sql<{ total: number }[]>`
    select count(*)::int as total from (select 1 from dnc_entries e where ${fits} limit 1001) x`;
  const [rows, [counted]] = await Promise.all([page, count]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const total = counted?.total ?? 0;
  return {
    data: shown.map(({ place: _, ...row }) => toEntry(row)),
    next_cursor: rows.length > limit && last ? encodeCursor("dnc", [last.place, last.id]) : null,
    ...(total > 1000 ? { total_at_least: 1000 } : { total }),
  };
}

// What is not asked is not in the statement: planned once for all, it would be taken for a condition that leaves hardly a row.
function filterOf(tx: OrgTx, { q, kind, source, channel, state }: ListDncInput, at: Date): Fragment {
  const onChannel = channel === "all" ? tx.sql`e.channel is null` : tx.sql`e.channel = ${channel ?? null}`;
  return [
    ...(kind ? [tx.sql`e.kind = ${kind}`] : []),
    ...(source ? [tx.sql`e.source = ${source}`] : []),
    ...(channel ? [onChannel] : []),
    ...(q ? [saysOf(tx, q)] : []),
  ].reduce((all, one) => tx.sql`${all} and ${one}`, stateOf(tx, state ?? "active", at));
}

// As people read the list: a number by its digits, however they are grouped, and a person by name.
function saysOf(tx: OrgTx, q: string): Fragment {
  const like = (text: string) => `%${text.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
  const digits = /^[+(\d][\d\s().-]{2,}$/.test(q) ? q.replace(/\D/g, "").replace(/^0+/, "") : "";
  const number = digits.length > 2 ? tx.sql`or (e.kind = 'phone' and e.value_norm like ${like(digits)})` : tx.sql``;
  return tx.sql`(e.value_norm like ${like(q)} or lower(e.reason) like ${like(q)} ${number}
    or case when e.kind = 'person' then exists (
      select from leads l where l.id = e.value_norm::uuid and lower(concat_ws(' ', l.first_name, l.last_name)) like ${like(q)}) else false end)`;
}

function stateOf(tx: OrgTx, state: DncState, at: Date): Fragment {
  const stands = tx.sql`e.revoked_at is null and (e.expires_at is null or e.expires_at > ${at})`;
  const states: Record<DncState, Fragment> = {
    active: stands,
    ending: tx.sql`${stands} and e.expires_at <= ${at}::timestamptz + make_interval(days => ${soonDays})`,
    asked: tx.sql`e.revoked_at is null and exists (select from dnc_removals r where r.entry_id = e.id and r.decision is null)`,
    expired: tx.sql`e.expires_at <= ${at} and e.revoked_by is null`,
    removed: tx.sql`e.revoked_by is not null`,
  };
  return states[state];
}
