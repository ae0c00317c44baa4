import { beforeEach, describe, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { createLead } from "@/lib/leads/create-lead";
import { createSequence } from "@/lib/sequences/create-sequence";
import { enrollLead } from "./enroll-lead";

const { admin } = await testDatabase();
let org: MintedOrganization;
let lead_id: string;
let sequence_id: string;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
  lead_id = (await createLead(org.rep1, { last_name: "Doe", email: `doe@${org.slug}.example` })).id;
  const steps = [{ kind: "call", subject: "Ask about dates" }];
  sequence_id = (await createSequence(org.admin, { name: "Calls", steps, publish: true })).id;
});

/** A copy of the lead's enrollment, with what is given instead. */
const copy = (instead: Record<string, unknown>) =>
  outcomeOf(org.orgId, async ({ sql }) => {
    const [row] = await sql`select * from lead_sequence_enrollments where lead_id = ${lead_id} limit 1`;
    const { id: _, ...rest } = { ...row, ...instead };
    await sql`insert into lead_sequence_enrollments ${sql(rest)}`;
  });

describe("by raw SQL too, a lead", () => {
  it("is in one sequence at a time, and in the same one never twice", async () => {
    await enrollLead(org.rep1, { lead_id, sequence_id });
    expect(await copy({})).toBe("23505");
    // Beside others, but of this very sequence it runs already.
    expect(await copy({ alongside: true })).toBe("23505");
    const other = await createSequence(org.admin, {
      name: "Others",
      steps: [{ kind: "task", subject: "Look" }],
      publish: true,
    });
    const [version] = await admin`select id from sequence_versions where sequence_id = ${other.id}`;
    const [step] = await admin`select id from sequence_steps where version_id = ${version?.id}`;
    const elsewhere = { sequence_id: other.id, version_id: version?.id, step_id: step?.id };
    expect(await copy(elsewhere)).toBe("23505");
    expect(await copy({ ...elsewhere, alongside: true })).toBe("ok");
  });

  it("that leaves a sequence leaves nothing behind that it asked for", async () => {
    const { id } = await enrollLead(org.rep1, { lead_id, sequence_id });
    const asked = await outcomeOf(org.orgId, async ({ sql }) => {
      const [batch] = await sql`
        insert into daily_outreach_batches (user_id, day, capacity) values (${org.rep1.actor.userId}, current_date, 5) returning id`;
      await sql`
        insert into daily_outreach_items (batch_id, lead_id, reason, channel, why, enrollment_id, step_id, due_at)
        select ${batch?.id}, lead_id, 'sequence', 'call', 'asked', id, step_id, now() from lead_sequence_enrollments where id = ${id}`;
    });
    expect(asked).toBe("ok");
    const stop = "status = 'stopped', stop_reason = 'manual', ended_at = now(), next_run_at = null";
    expect(
      await outcomeOf(org.orgId, ({ sql }) =>
        sql.unsafe(`update lead_sequence_enrollments set ${stop} where id = '${id}'`),
      ),
    ).toBe("ok");
    expect(await admin`select status from daily_outreach_items where enrollment_id = ${id}`).toEqual([
      { status: "withdrawn" },
    ]);
  });

  it("that has left a sequence does not begin again in the same enrollment", async () => {
    const { id } = await enrollLead(org.rep1, { lead_id, sequence_id });
    const set = (change: string) =>
      outcomeOf(org.orgId, ({ sql }) =>
        sql.unsafe(`update lead_sequence_enrollments set ${change} where id = '${id}'`),
      );
    expect(await set("status = 'stopped', stop_reason = 'manual', ended_at = now(), next_run_at = null")).toBe("ok");
    expect(await set("status = 'active', stop_reason = null, ended_at = null, next_run_at = now()")).toBe("TL141");
    expect(await set("updated_at = now()")).toBe("ok");
  });
});
