import fc from "fast-check";
import { expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { newId } from "@/lib/core/ids";
import { createLead } from "@/lib/leads/create-lead";
import { insertCommunications, type NewCommunication } from "./store";

const { admin } = await testDatabase();
const runs = Number(process.env.TOUCHLINE_TEST_SIZE ?? "0.1") >= 1 ? 500 : 40;
const noon = Date.UTC(2026, 9, 1, 12);

/** Hours from noon; two leads; answers by hand lie after their touch. */
const touch = fc.record({
  lead: fc.nat({ max: 1 }),
  at: fc.integer({ min: -48, max: 48 }),
  inbound: fc.boolean(),
  answered: fc.option(fc.integer({ min: 0, max: 24 })),
});

it("a batch in one statement, or touch by touch, leaves the summary that counting again gives", {
  timeout: 300_000,
}, async () => {
  const org = await mintOrganization();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(touch, { minLength: 1, maxLength: 6 }), { maxLength: 3 }), async (batches) => {
      const leads = [await createLead(org.rep1, { last_name: "A" }), await createLead(org.rep1, { last_name: "B" })];
      for (const batch of batches) {
        const rows = batch.map((one): NewCommunication => {
          const occurredAt = new Date(noon + one.at * 3_600_000);
          const answer = one.inbound || one.answered === null ? null : one.answered;
          return {
            id: newId(),
            leadId: leads[one.lead]?.id ?? "",
            userId: org.rep1.actor.userId,
            source: "import",
            intent: "happened",
            channel: "call",
            direction: one.inbound ? "inbound" : "outbound",
            status: "logged",
            occurredAt,
            repliedAt: answer === null ? null : new Date(occurredAt.getTime() + answer * 3_600_000),
          };
        });
        await inOrganization(org.orgId, (tx) => insertCommunications(tx, rows));
      }
      const ids = leads.map((lead) => lead.id);
      const summed = await admin`select * from leads where id = any (${ids}::uuid[]) order by id`;
      await admin.begin(async (sql) => {
        await sql`select set_config('app.org_id', ${org.orgId}, true)`;
        await sql`select recompute_lead_summary(${ids}::uuid[])`;
      });
      expect([...summed]).toEqual([...(await admin`select * from leads where id = any (${ids}::uuid[]) order by id`)]);
    }),
    { numRuns: runs },
  );
});
