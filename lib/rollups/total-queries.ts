import type { OrgTx } from "@/db/tenant";
import { takeMemory } from "@/lib/core/memory";

/**
 * What a period adds up to, in the shape of facts: for years that is a few thousand sums instead of a million facts. Attempts stand in it twice, as sums of
 * the period and of each day. Of a sum `numbers` are its day, n, m and begun; of responses, each of which stays (a median needs them all), n and microseconds.
 */
export function totalsPart(tx: OrgTx, { from, to }: { from: number; to: number }) {
  const first = tx.sql`date '2000-01-01' + ${from}::int`;
  const last = tx.sql`date '2000-01-01' + ${to}::int`;
  const held = (kind: string) => tx.sql`
    from outreach_rollups f where f.org_id = current_org_id() and f.kind = ${kind} and f.from_until between ${first} and ${last}
      and f.from_after < ${first} and f.to_since <= ${last} and f.to_before > ${last}`;
  const sums = tx.sql`sum(f.n), sum(f.m), sum(f.begun)`;
  return tx.sql`
    select 'held' as part, k.kind, k.channel, k.user_id, k.ref, k.value, concat_ws(',', k.day, k.n, k.m, k.begun) as numbers from (
      select 'tried' as kind, f.channel, f.user_id, null::uuid as ref, 0::bigint as value, ${from}::int as day, ${sums} ${held("attempts")} group by 2, 3
      union all
      select 'again', f.channel, f.user_id, null, 0, ${from}::int, ${sums} ${held("again")} group by 2, 3
      union all
      select 'days', f.channel, null, null, 0, f.from_until - date '2000-01-01', ${sums} ${held("attempts")} group by f.channel, f.from_until
      union all
      select 'direction', f.channel, null, null, f.value, f.from_until - date '2000-01-01', ${sums} ${held("direction")} group by f.channel, f.value, f.from_until
      union all
      select 'leads', f.channel, null, null, 0, ${from}::int, ${sums} ${held("leads")} group by 2
      union all
      select 'hour', f.channel, null, null, f.value, ${from}::int, ${sums} ${held("hour")} group by f.channel, f.value
      union all
      select 'responses', f.channel, null, null, f.value, ${from}::int, ${sums} ${held("responses")} group by f.channel, f.value
      union all
      select 'sequence', f.channel, null, f.ref, 0, ${from}::int, ${sums} ${held("sequence")} group by f.channel, f.ref
      union all
      select 'template', f.channel, null, f.ref, 0, ${from}::int, ${sums} ${held("template")} group by f.channel, f.ref
    ) k (kind, channel, user_id, ref, value, day, n, m, begun)
    union all
    select 'held', 'responded', f.channel, f.user_id, null, 0, string_agg(f.n || ',' || f.value, ',') ${held("responded")} and f.n <> 0 group by f.channel, f.user_id`;
}

/** For one statement over what nobody can estimate: sums by hashing, for sorting a million rows takes longer than adding them up. */
export async function sumByHashing<T>(tx: OrgTx, statement: () => Promise<T>): Promise<T> {
  takeMemory(tx);
  tx.along(tx.sql`select set_config('enable_sort', 'off', true)`);
  const answer = await statement();
  tx.along(tx.sql`select set_config('enable_sort', 'on', true)`);
  return answer;
}
