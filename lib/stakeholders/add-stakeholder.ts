import type { z } from "zod";
import type { OrgTx } from "@/db/tenant";
import { type Point, pointsOf } from "@/lib/contact-points/point-rules";
import { insertStakeholderPoints, lockAddresses } from "@/lib/contact-points/store";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { emit } from "@/lib/events/emit";
import { displayName } from "@/lib/leads/rules";
import { type LockedLead, lockLead } from "@/lib/leads/store";
import { findStakeholderByAddress, listStakeholders } from "./queries";
import { addStakeholderCommandSchema, type Stakeholder } from "./schema";
import { insertStakeholder, upsertPart } from "./store";

type Given = z.output<typeof addStakeholderCommandSchema>;

/** Adds a further person to a pursuit; one whose address is known from another pursuit is the same person here. */
export const addStakeholder = defineCommand({
  name: "addStakeholder",
  permission: "leads:write",
  input: addStakeholderCommandSchema,
  run: async (tx, input, ctx): Promise<Stakeholder> => {
    const points = pointsOf(input, ctx.defaultRegion);
    const lead = await lockLead(tx, input.lead_id);
    await lockAddresses(tx, points);
    const contactId =
      (await findStakeholderByAddress(tx, points)) ?? (await insertPerson(tx, input, points, lead, ctx));
    const { role, influence = null, is_primary: isPrimary } = input;
    await upsertPart(tx, { leadId: lead.id, contactId, role, influence, isPrimary, at: ctx.now });
    await emit(tx, ctx, [
      {
        kind: "stakeholder.added",
        leadId: lead.id,
        subjects: { lead_id: lead.id, stakeholder_id: contactId },
        payload: { name: displayName(input), role },
      },
    ]);
    const added = (await listStakeholders(tx, lead.id)).find((one) => one.id === contactId);
    if (!added) throw new Error("A stakeholder that was added is listed");
    return added;
  },
});

async function insertPerson(tx: OrgTx, input: Given, points: Point[], lead: LockedLead, ctx: Context): Promise<string> {
  const id = newId();
  const norm = (kind: Point["kind"]) => points.find((point) => point.kind === kind)?.norm ?? null;
  const { first_name, last_name, title, email } = input;
  await insertStakeholder(tx, {
    id,
    first_name,
    last_name,
    title,
    email,
    phone_e164: norm("phone"),
    linkedin: norm("linkedin"),
    company_id: lead.company_id,
    created_at: ctx.now,
    updated_at: ctx.now,
  });
  await insertStakeholderPoints(tx, id, points);
  return id;
}
