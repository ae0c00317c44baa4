import { beforeEach, describe, expect, it } from "vitest";
import type { OrgTx } from "@/db/tenant";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { newId } from "@/lib/core/ids";
import { createLead } from "@/lib/leads/create-lead";
import { queueMessage } from "@/lib/sending/queue-message";

await testDatabase();
let org: MintedOrganization;
let id: string;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
  const lead = await createLead(org.rep1, { last_name: "Doe", email: `doe@${org.slug}.example` });
  id = (await queueMessage(org.rep1, { lead_id: lead.id, channel: "email", subject: "Hi", body_text: "Hi" })).id;
});

const by = (work: (sql: OrgTx["sql"]) => Promise<unknown>) => outcomeOf(org.orgId, ({ sql }) => work(sql));
const claim = (sql: OrgTx["sql"], number: number) =>
  sql`insert into delivery_attempts (communication_id, number, worker, transport, lease_until) values (${id}, ${number}, ${newId()}, 'smtp', now())`;
const end = (set: string) => (sql: OrgTx["sql"]) =>
  sql.unsafe(`update delivery_attempts set ${set} where communication_id = '${id}'`);

describe("by raw SQL too, a message", () => {
  it("has one open attempt: whoever comes second does not get it", async () => {
    expect(await by((sql) => claim(sql, 1))).toBe("ok");
    expect(await by((sql) => claim(sql, 2))).toBe("23505");
  });

  it("is sending only with an attempt that is open", async () => {
    const send = (sql: OrgTx["sql"]) => sql`update communications set status = 'sending' where id = ${id}`;
    expect(await by(send)).toBe("TL011");
    await by((sql) => claim(sql, 1));
    await by(end("outcome = 'later', ended_at = now()"));
    expect(await by(send)).toBe("TL011");
    await by((sql) => claim(sql, 2));
    expect(await by(send)).toBe("ok");
  });
});

describe("by raw SQL too, an attempt", () => {
  beforeEach(async () => {
    await by((sql) => claim(sql, 1));
  });

  it.each([
    ["without an outcome", "ended_at = now()"],
    ["and not before", "outcome = 'sent'"],
    ["released although it was begun", "began_at = now(), ended_at = now(), outcome = 'released'"],
    ["by a word nobody knows", "ended_at = now(), outcome = 'lost'"],
    ["with more than 8 KB of an answer", "ended_at = now(), outcome = 'sent', response = repeat('x', 8193)"],
  ])("ends with its outcome, never %s", async (_, set) => {
    expect(await by(end(set))).toBe("23514");
  });

  it.each(["worker = 'other'", "number = 7", "transport = 'captured'"])("stays with its worker: %s", async (set) => {
    expect(await by(end(set))).toBe("42501");
  });

  it("stays with its worker: it is not deleted", async () => {
    expect(await by((sql) => sql`delete from delivery_attempts where communication_id = ${id}`)).toBe("42501");
  });
});
