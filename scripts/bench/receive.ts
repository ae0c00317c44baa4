import { setImmediate } from "node:timers/promises";
import PostalMime from "postal-mime";
import postgres from "postgres";
import { closePools } from "@/db/client";
import { parseReceived } from "@/lib/arrivals/parse-received";
import type { ReceivedMail } from "@/lib/arrivals/schema";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { currentTime } from "@/lib/core/time";
import { receiveMessages } from "@/lib/received/receive-messages";
import type { BenchDatabase } from "@/scripts/bench/bench-database";
import { bench } from "@/scripts/bench/fill-database";
import { processorMs, residentMb, serverMs } from "@/scripts/bench/processor-time";
import { row } from "@/scripts/bench/report";
import { type Correspondent, composeMail } from "./compose-mail";

export type ReceiveFigures = {
  messages: number;
  perSecond: number;
  /** milliseconds of CPU per message */
  process: number;
  postgres: number;
  /** more than before, at the most */
  memoryMb: number;
};
export type ReceiveRun = { ours: ReceiveFigures; parse: ReceiveFigures; sql: ReceiveFigures };

const batchSize = 50;
const wanted = 3000;

/**
 * Mail that arrives, from its bytes into the ledger, as the reader of a mailbox does it; beside it the parser alone on the same bytes, and
 * the rows alone by bare SQL, as one would write them by hand.
 */
export async function measureReceive(database: BenchDatabase, postmaster: number): Promise<ReceiveRun> {
  const { urls, adminUrl } = database;
  Object.assign(process.env, { DATABASE_APP_URL: urls.app, DATABASE_SYSTEM_URL: urls.system });
  Object.assign(process.env, { TOUCHLINE_HASH_KEY: "a key of the benchmark alone" });
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    const { ctx, people, us } = await cast(admin);
    const fresh = (part: string) => composeMail({ people, us, count: wanted, part, now: currentTime() });
    const figures = (messages: number, work: () => Promise<unknown>) => measure(messages, postmaster, work);
    await storeAll(ctx, fresh("warm").slice(0, 500));
    const [one, two, three] = [fresh("parse"), fresh("sql"), fresh("ours")];
    const parse = await figures(one.length, async () => {
      for (const raw of one) await PostalMime.parse(raw);
    });
    const sql = await figures(two.length, () => storeBare(admin, people, two));
    const ours = await figures(three.length, () => storeAll(ctx, three));
    return { ours, parse, sql };
  } finally {
    await closePools();
    await forget(admin);
    await admin.end();
  }
}

async function cast(admin: postgres.Sql): Promise<{ ctx: Context; people: Correspondent[]; us: string }> {
  const [member] = await admin<{ user_id: string; name: string; email: string }[]>`
    select user_id, name, email from memberships where org_id = ${bench.id} and role = 'rep' and active order by user_id limit 1`;
  const people = await admin<Correspondent[]>`
    select b.id, b.email from bench.leads b join leads l on l.org_id = b.org_id and l.id = b.id
    where b.org_id = ${bench.id} and b.email is not null and l.deleted_at is null order by hashint4(b.place) limit 1000`;
  if (!member) throw new Error("The organization has a rep");
  const actor = { userId: member.user_id, name: member.name, role: "admin" as const, via: "job" as const, scopes: [] };
  const where = { orgId: bench.id, timezone: "America/New_York", defaultRegion: "US" };
  return { ctx: { ...where, actor, now: currentTime(), requestId: newId() }, people, us: member.email };
}

/** As the reader does it: the next messages are taken apart while these are stored. */
async function storeAll(ctx: Context, raws: Buffer[]): Promise<void> {
  const batches = Array.from({ length: Math.ceil(raws.length / batchSize) }, (_, nth) =>
    raws.slice(nth * batchSize, nth * batchSize + batchSize),
  );
  let ahead = parseAll(batches[0] ?? []);
  for (const nth of batches.keys()) {
    const messages = await ahead;
    ahead = parseAll(batches[nth + 1] ?? []);
    await receiveMessages({ ...ctx, now: currentTime() }, { messages });
  }
}

async function parseAll(raws: Buffer[]): Promise<ReceivedMail[]> {
  const now = currentTime();
  const mails: ReceivedMail[] = [];
  for (const raw of raws) {
    const mail = await parseReceived(raw, now, now);
    if (mail) mails.push(mail);
    // As the reader does: the database's answers are heard between two messages.
    await setImmediate();
  }
  return mails;
}

/** One statement a message, fifty in a transaction, triggers and keys off. */
async function storeBare(admin: postgres.Sql, people: Correspondent[], raws: Buffer[]): Promise<void> {
  for (let start = 0; start < raws.length; start += batchSize) {
    await admin.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      for (const [nth, raw] of raws.slice(start, start + batchSize).entries()) {
        const lead = people[(start + nth) % people.length]?.id ?? null;
        const [subject, body, id] = [
          "Re: Offer",
          raw.toString("utf8").slice(-400),
          `${start + nth}.bare@bench-mail.example`,
        ];
        await sql`
          with touch as (insert into communications (org_id, lead_id, source, intent, channel, direction, subject, body, status, occurred_at, message_id)
            values (${bench.id}, ${lead}, 'inbox_sync', 'happened', 'email', 'inbound', ${subject}, ${body}, 'received', now(), ${id}))
          update leads set reply_count = reply_count + 1, last_response_at = now() where org_id = ${bench.id} and id = ${lead}`;
      }
    });
  }
}

async function measure(messages: number, postmaster: number, work: () => Promise<unknown>): Promise<ReceiveFigures> {
  const [ownBefore, serverBefore, began] = [processorMs(process.pid), serverMs(postmaster), performance.now()];
  const resident = residentMb(process.pid);
  let most = resident;
  const watch = setInterval(() => {
    most = Math.max(most, residentMb(process.pid));
  }, 200);
  await work();
  clearInterval(watch);
  const seconds = (performance.now() - began) / 1000;
  return {
    messages,
    perSecond: messages / seconds,
    process: (processorMs(process.pid) - ownBefore) / messages,
    postgres: (serverMs(postmaster) - serverBefore) / messages,
    memoryMb: most - resident,
  };
}

/** The next run finds the same rows; touches newer than the database are taken back with everybody else's. */
async function forget(admin: postgres.Sql): Promise<void> {
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`delete from inbound_messages where org_id = ${bench.id}`;
    await sql`delete from thread_links where org_id = ${bench.id}`;
    await sql`delete from threads where org_id = ${bench.id} and root_key like '%@bench-mail.example'`;
    await sql`delete from dnc_entries where org_id = ${bench.id} and source in ('complaint', 'detected', 'keyword')`;
  });
}

/** The rows of the report. */
export function receiveTable({ ours, parse, sql }: ReceiveRun): string {
  const head = ["mail that arrives", "messages/s", "CPU ms process", "postgres", "MB more", "CPU ours : this"];
  const cpu = (one: ReceiveFigures) => one.process + one.postgres;
  const line = (name: string, one: ReceiveFigures) =>
    row([
      name,
      Math.round(one.perSecond),
      one.process.toFixed(2),
      one.postgres.toFixed(2),
      one.memoryMb,
      (cpu(ours) / cpu(one)).toFixed(2),
    ]);
  const lines = [line("postal-mime alone", parse), line("bare PostgreSQL", sql), line("Touchline", ours)];
  return [row(head), row(head.map(() => "---")), ...lines].join("\n");
}
