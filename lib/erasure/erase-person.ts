import { wipeClients } from "@/lib/clients/store";
import { defineCommand } from "@/lib/core/command";
import { listPersonValues } from "@/lib/dnc/queries";
import { lockDncValues } from "@/lib/dnc/store";
import { storeEntries } from "@/lib/dnc/store-entries";
import { emit } from "@/lib/events/emit";
import { lockPerson } from "./queries";
import { type ErasedPerson, erasePersonInputSchema } from "./schema";
import { eraseRows } from "./store";

/**
 * Wipes a person: texts, subjects, addresses, names and what events said of them. Counts stay true, the chain of events still verifies,
 * and a keyed hash of each address keeps them blocked when they are imported or typed in again. There is no way back.
 */
export const erasePerson = defineCommand({
  name: "erasePerson",
  permission: "people:erase",
  input: erasePersonInputSchema,
  run: async (tx, { lead_id }, ctx): Promise<ErasedPerson> => {
    const reach = await lockPerson(tx, lead_id);
    // As an opt-out does: waits for touches under way to these addresses, and cancels what is queued.
    await lockDncValues(tx, await listPersonValues(tx, lead_id));
    const by = ctx.actor.userId;
    const terms = {
      channel: null,
      reason: "Erased",
      source: "manual",
      evidence: null,
      expiresAt: null,
      addedBy: by,
    } as const;
    const { cancelled, events } = await storeEntries(tx, [{ kind: "person", value: lead_id }], terms, ctx);
    await eraseRows(tx, lead_id, by, ctx.now);
    await wipeClients(tx, lead_id, ctx.now);
    const { communications, addresses } = reach;
    const payload = { lead_id, communications, addresses };
    await emit(tx, ctx, [{ kind: "person.erased", leadId: lead_id, subjects: { lead_id }, payload }, ...events]);
    return { lead_id, ...reach, cancelled: cancelled.messages };
  },
});
