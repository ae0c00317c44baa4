import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { getEverything } from "./queries";
import { type ExportedPerson, erasePersonInputSchema } from "./schema";

/** Everything about a person as one document, for who asks what is known of them. That it was exported is on the record. */
export const exportPerson = defineCommand({
  name: "exportPerson",
  permission: "people:erase",
  input: erasePersonInputSchema,
  run: async (tx, { lead_id }, ctx): Promise<ExportedPerson> => {
    const everything = await getEverything(tx, lead_id);
    await emit(tx, ctx, [{ kind: "person.exported", leadId: lead_id, subjects: { lead_id }, payload: { lead_id } }]);
    return { exported_at: ctx.now.toISOString(), ...everything };
  },
});
