import { defineCommand } from "@/lib/core/command";
import { assessLeadsFor, getRunningSequence, listGone, toOutcome } from "./queries";
import { type EnrolledLeads, enrollLeadsInputSchema } from "./schema";
import { storeEnrollments } from "./store";

/** Enrolls many leads as the preview says: who is fine, and of those to decide the ones that somebody decided. The others are named with the reason. */
export const enrollLeads = defineCommand({
  name: "enrollLeads",
  permission: "enrollments:write",
  input: enrollLeadsInputSchema,
  run: async (tx, { sequence_id, lead_ids, when_allowed }, ctx): Promise<EnrolledLeads> => {
    await tx.sql`select id from leads where id = any (${lead_ids}::uuid[]) order by id for no key update`;
    const sequence = await getRunningSequence(tx, sequence_id);
    const list = await assessLeadsFor(tx, sequence, lead_ids, ctx);
    const decided = new Set(when_allowed);
    const wanted = list.filter((one) => one.outcome === "ok" || (one.outcome === "decide" && decided.has(one.id)));
    const enrolled = await storeEnrollments(tx, sequence, wanted, ctx);
    const done = new Set(enrolled.map((one) => one.leadId));
    const left = list.filter((one) => !done.has(one.id)).map(toOutcome);
    return { enrolled: enrolled.length, left_out: [...left, ...listGone(lead_ids, list)] };
  },
});
