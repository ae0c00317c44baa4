import { expect, test } from "vitest";
import { migrate } from "@/db/migrate";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";

const { urls, admin } = await testDatabase();
const beforeScores = 30;

test("what was there before an upgrade means the same after it: a score that people gave, the name of a message, how far a lead came", async () => {
  const { orgId, rep1 } = await mintOrganization();
  await migrate(urls.owner, { to: beforeScores });
  const [lead] = await admin`insert into leads (org_id, last_name, score) values (${orgId}, 'Doe', 80) returning id`;
  await admin.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`insert into communications (org_id, lead_id, user_id, source, intent, channel, direction, status, occurred_at, guard_kind, message_id)
      values (${orgId}, ${lead?.id}, ${rep1.actor.userId}, 'composer', 'planned', 'email', 'outbound', 'sent', now(), 'slot', '<1@2.touchline.invalid>')`;
    await tx`insert into lead_status_history (org_id, lead_id, from_status, to_status, trigger, at)
      values (${orgId}, ${lead?.id}, 'new', 'conversing', 'user', now()), (${orgId}, ${lead?.id}, 'conversing', 'new', 'user', now())`;
  });
  await migrate(urls.owner);
  const [now] = await admin`
    select score, score_given, furthest_stage, (select message_id from communications c where c.lead_id = l.id) as message_id from leads l where id = ${lead?.id}`;
  expect(now).toEqual({ score: 80, score_given: true, furthest_stage: 4, message_id: "1@2.touchline.invalid" });
});
