import type postgres from "postgres";
import { closePools } from "@/db/client";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { currentTime } from "@/lib/core/time";
import { queueMessage } from "@/lib/sending/queue-message";
import type { BenchDatabase } from "@/scripts/bench/bench-database";
import { bench } from "@/scripts/bench/fill-database";

type Free = { id: string; email: string; user_id: string; name: string };

/** Promises so many messages by the product's own command, to people whom the guard lets everybody contact. Returns how many wait. */
export async function promiseMessages(database: BenchDatabase, admin: postgres.Sql, count: number): Promise<number> {
  Object.assign(process.env, { DATABASE_APP_URL: database.urls.app, DATABASE_SYSTEM_URL: database.urls.system });
  const since = new Date(database.built.getTime() - 16 * 86_400_000);
  const free = await admin<Free[]>`
    select b.id, b.email, m.user_id, s.name from bench.leads b join leads l on l.org_id = b.org_id and l.id = b.id
    join bench.members m on m.org_id = b.org_id and m.place = 5 + b.place % 40 join memberships s on s.org_id = m.org_id and s.user_id = m.user_id
    where b.org_id = ${bench.id} and b.email is not null and l.deleted_at is null and (l.last_contacted_at is null or l.last_contacted_at < ${since})
      and not exists (select from dnc_entries e where e.org_id = b.org_id and e.value_norm in (b.email, b.phone, b.linkedin))
      and not exists (select from communications c where c.org_id = b.org_id and c.company_id = l.company_id and c.occurred_at > ${since})
    order by hashint4(b.place) limit ${count}`;
  let [next, promised] = [0, 0];
  const client = async () => {
    for (let one = free[next++]; one; one = free[next++]) {
      const text = {
        subject: `Following up ${one.id.slice(-6)}`,
        body_text: textOf(one.id),
        body_html: `<p>${textOf(one.id)}</p>`,
      };
      const done = await queueMessage(asMember(one), { lead_id: one.id, channel: "email", ...text }).catch(() => null);
      if (done) promised += 1;
    }
  };
  await Promise.all([client(), client(), client(), client()]).finally(closePools);
  return promised;
}

function asMember({ user_id: userId, name }: Free): Context {
  const actor = { userId, name, role: "admin" as const, via: "api" as const, scopes: [] };
  const place = { timezone: "America/New_York", defaultRegion: "US" };
  return { orgId: bench.id, ...place, actor, now: currentTime(), requestId: newId() };
}

/** A text like no other: two that are alike stop each other at one company. */
const textOf = (id: string) => `${id.replaceAll("-", " ")} is what this is about. `.repeat(8);

/** The same number of the same size, for the sender written by hand. */
export async function fillRawMessages(admin: postgres.Sql, count: number): Promise<void> {
  await admin`drop table if exists bench.raw_messages`;
  await admin`create table bench.raw_messages (
    id uuid primary key, to_address text, subject text, body text, status text, response text, sent_at timestamptz)`;
  await admin`
    insert into bench.raw_messages select new_id(), 'to-' || i || '@raw.example', 'Following up ' || i, repeat('This is what this is about. ', 16), 'queued'
    from generate_series(1, ${count}) i`;
  await admin`create index on bench.raw_messages (id) where status = 'queued'`;
  await admin`analyze bench.raw_messages`;
}
