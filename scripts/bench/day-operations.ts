import type postgres from "postgres";
import type { BareName } from "@/scripts/bench/bare-sql";
import { bench } from "@/scripts/bench/fill-database";

const get = (path: string) => ({ method: "GET" as const, path });

/** What a rep opens in the morning: the day, and a queue. */
export const dayOperations = [
  {
    name: "today",
    title: "a rep's day of 25",
    bare: "today" satisfies BareName as BareName,
    samples: async (sql: postgres.Sql, built: Date) => {
      const user = await fillDay(sql, built);
      return [{ ours: get("/api/daily_outreach"), bare: [user] }];
    },
  },
  {
    name: "queue",
    title: "queue page of 50",
    bare: "queue" satisfies BareName as BareName,
    samples: async () => [{ ours: get("/api/queues/awaiting-reply?limit=50"), bare: [] as string[] }],
  },
];

/** A day of 25 for whoever asks, 20 of it open; taken away with what the run has logged. */
async function fillDay(sql: postgres.Sql, built: Date): Promise<string> {
  const [member] = await sql<{ user_id: string }[]>`
    select user_id from memberships where org_id = ${bench.id} and role = 'admin' limit 1`;
  const user = member?.user_id ?? "";
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    const [batch] = await tx<{ id: string }[]>`
      insert into daily_outreach_batches (org_id, id, user_id, day, capacity)
      values (${bench.id}, new_id(), ${user}, (now() at time zone 'America/New_York')::date, 50) returning id`;
    await tx`
      insert into daily_outreach_items (org_id, id, batch_id, lead_id, reason, why, channel, subject, body, status, skip_reason, due_at, done_at)
      select ${bench.id}, new_id(), ${batch?.id ?? null}, b.id, 'segment', 'First contact', 'email', 'Dates', 'Shall we say Tuesday?',
        case when n > 20 then 'skipped' else 'open' end, case when n > 20 then 'Nothing to say' end, ${built}, case when n > 20 then now() end
      from (select b.id, row_number() over () as n from bench.leads b join leads l on l.org_id = b.org_id and l.id = b.id
        where b.org_id = ${bench.id} and b.contacted and l.deleted_at is null order by hashint4(b.place) limit 25) b`;
  });
  return user;
}
