import { expect, test } from "vitest";
import { inOrganization } from "@/db/tenant";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { findAwaited, lockWaiting } from "./queries";

const { admin } = await testDatabase();

const insert = (orgId: string, name: string, from: number, to: number, given: { recipient?: string } = {}) => admin`
  insert into inbound_messages (org_id, message_id, body_hash, from_address, in_reply_to, "references", about_message_id, kind, recipient, hard, occurred_at, evidence, state)
  select ${orgId}, ${name} || n, n, 'x@x.example', case when n % 4 = 0 then 'answers-' || n end, case when n % 4 = 1 then 'first-' || n || ' names-' || n end,
    case when n % 4 = 2 then 'about-' || n end, case when n % 4 in (2, 3) then 'bounce' else 'human' end,
    case when n % 4 = 3 then coalesce(${given.recipient ?? null}, 'To-' || n || '@Gone.example') end, case when n % 4 in (2, 3) then true end, now(), 'e', 'unmatched'
  from generate_series(${from}::int, ${to}::int) n`;

test("what waits for a message is found by what it names, reports on or says failed, reading nothing else, and nobody else's", async () => {
  const [org, other] = [await mintOrganization(), await mintOrganization()];
  for (const { orgId } of [org, other]) await insert(orgId, "waits-", 0, 4003);
  await admin`analyze inbound_messages`;
  const found = await inOrganization(org.orgId, async (tx) => {
    const awaited = await findAwaited(
      tx,
      ["answers-400", "names-401", "first-401", "about-402", "names-400", "to-403@gone.example"],
      ["to-403@gone.example", "answers-400", "to-404@gone.example"],
    );
    const waiting = await lockWaiting(tx, { messageId: "names-801", norms: ["to-403@gone.example"] });
    const [read] = await tx.sql`
      select seq_tup_read::int as all, idx_tup_fetch::int as some from pg_stat_xact_user_tables where relname = 'inbound_messages'`;
    return { awaited: [...awaited].toSorted(), waiting: waiting.map((one) => one.message_id).toSorted(), read };
  });
  expect(found.awaited).toEqual(["about-402", "answers-400", "first-401", "names-401", "to-403@gone.example"]);
  expect(found.waiting).toEqual(["waits-403", "waits-801"]);
  expect(found.read?.all).toBe(0);
  expect(found.read?.some).toBeLessThan(40);
});
