import { beforeEach, expect, test } from "vitest";
import { inOrganization } from "@/db/tenant";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { insertRawTouch, outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { createLead } from "@/lib/leads/create-lead";
import { insertCommunicationEvents } from "./store";

const { admin } = await testDatabase();

let org: MintedOrganization;
let touch: string;
beforeEach(async () => {
  org = await mintOrganization();
  const { id } = await createLead(org.rep1, { last_name: "Doe", email: "doe@acme.example" });
  const row = { lead_id: id, intent: "happened", status: "sent", guard_kind: "none", user_id: org.rep1.actor.userId };
  touch = await inOrganization(org.orgId, ({ sql }) => insertRawTouch(sql, row));
});

const told = (providerEventId: string, raw = "{}") => ({
  communicationId: touch,
  kind: "opened" as const,
  at: new Date(),
  provider: "resend",
  providerEventId,
  raw,
});
const store = (...list: ReturnType<typeof told>[]) =>
  inOrganization(org.orgId, (tx) => insertCommunicationEvents(tx, list, new Date()));

test("the same told again is the same event, told by two connections at once too", async () => {
  const answers = await Promise.all(Array.from({ length: 5 }, () => store(told("evt_1"))));
  expect(answers.flat()).toEqual([touch]);
  expect(await store(told("evt_1"), told("evt_2"))).toEqual([touch]);
  const [count] = await admin`select count(*)::int as n from communication_events where org_id = ${org.orgId}`;
  expect(count?.n).toBe(2);
});

test("keeps at most 8 KB of what was said, without half a character or a NUL, and forgets it with the person", async () => {
  await store(told("evt_1", `\u0000${"é".repeat(5000)}`));
  const [row] =
    await admin`select octet_length(raw) as bytes, raw ~ '^é+$' as whole from communication_events where org_id = ${org.orgId}`;
  expect(row).toEqual({ bytes: 8192, whole: true });
  await inOrganization(org.orgId, ({ sql }) => sql`update communications set redacted_at = now() where id = ${touch}`);
  expect([...(await admin`select raw, url from communication_events where org_id = ${org.orgId}`)]).toEqual([
    { raw: null, url: null },
  ]);
});

test("what was seen to be a machine's stays one's", async () => {
  await store({ ...told("evt_1"), isMachine: true } as ReturnType<typeof told>, told("evt_2"));
  const mark = (isMachine: boolean) =>
    outcomeOf(org.orgId, ({ sql }) => sql`update communication_events set is_machine = ${isMachine}`);
  expect(await mark(false)).toBe("23001");
  expect(await mark(true)).toBe("ok");
});
