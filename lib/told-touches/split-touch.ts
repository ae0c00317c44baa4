import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import { notFound } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { lockLead } from "@/lib/leads/store";

/** Says that what somebody logged by hand is not the message beside which it stands: both count from then on. */
export const splitTouch = defineCommand({
  name: "splitTouch",
  permission: "communications:write",
  input: z.strictObject({ contact_id: z.uuid() }),
  run: async (tx, { contact_id }, ctx): Promise<{ id: string; lead_id: string }> => {
    const find = () => tx.sql<{ lead_id: string; read_as_id: string | null }[]>`
      select c.lead_id, c.read_as_id from communications c
      join leads l on l.org_id = c.org_id and l.id = c.lead_id and l.deleted_at is null where c.id = ${contact_id}`;
    const [seen] = await find();
    if (!seen) throw notFound("contact");
    await lockLead(tx, seen.lead_id);
    const [touch] = await find();
    if (!touch?.read_as_id) return { id: contact_id, lead_id: seen.lead_id };
    await tx.sql`update communications set read_as_id = null, updated_at = ${ctx.now} where id = ${contact_id}`;
    const subjects = { lead_id: touch.lead_id, communication_id: contact_id };
    await emit(tx, ctx, [{ kind: "communication.parted", leadId: touch.lead_id, subjects, payload: subjects }]);
    return { id: contact_id, lead_id: touch.lead_id };
  },
});
