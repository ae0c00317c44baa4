import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { newId } from "@/lib/core/ids";
import { sendMessages } from "@/lib/lanes/send-messages";
import { createLead } from "@/lib/leads/create-lead";
import { queueMessage } from "@/lib/sending/queue-message";
import { resumeSending } from "@/lib/sending-limits/resume-sending";
import { openWays } from "@/lib/ways/open-ways";
import { markSent, noticeRestore } from "./notice-restore";
import { contextOf } from "./organization-context";

const { admin } = await testDatabase();
process.env.TOUCHLINE_HOME = mkdtempSync(join(tmpdir(), "home-"));
mkdirSync(join(process.env.TOUCHLINE_HOME, "run"));
const ways = openWays({ ...process.env, SMTP_URL: "" });

test("a database that was put back sends nothing by itself, and finds what had left since", async () => {
  const org = await mintOrganization({ calm: true });
  const program = { ...org.rep1, actor: { ...org.rep1.actor, via: "api" as const } };
  const ids: string[] = [];
  const queue = async (nth: number) => {
    const { id } = await createLead(program, { last_name: `Doe ${nth}`, email: `doe@restored${nth}.example` });
    ids.push(
      (await queueMessage(program, { lead_id: id, channel: "email", subject: "Hi", body_text: `Text ${nth}` })).id,
    );
  };
  const send = () => sendMessages({ context: () => contextOf(org.orgId), worker: newId(), ways });
  const states = async () =>
    (await admin`select status from communications where org_id = ${org.orgId} order by created_at, id`).map(
      (row) => row.status,
    );
  for (const nth of [1, 2]) await queue(nth);
  expect(await send()).toBe(2);
  await markSent([org.orgId]);
  expect(await noticeRestore(ways)).toEqual([]);

  // The backup is older than what left.
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`delete from delivery_attempts where org_id = ${org.orgId}`;
    await sql`update communications set status = 'queued', sent_at = null, next_attempt_at = scheduled_for where org_id = ${org.orgId}`;
  });
  await queue(3);
  expect(await noticeRestore(ways)).toEqual([org.orgId]);
  expect(await states()).toEqual(["sent", "sent", "queued"]);
  expect(await send()).toBe(0);
  expect(await noticeRestore(ways)).toEqual([]);
  await resumeSending(org.manager, {});
  expect(await send()).toBe(1);
  expect(await states()).toEqual(["sent", "sent", "sent"]);
});
