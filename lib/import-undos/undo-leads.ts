import type { OrgTx } from "@/db/tenant";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { emit, type NewEvent } from "@/lib/events/emit";
import { getImport, lockImport } from "@/lib/lead-imports/queries";
import { importIdInputSchema } from "@/lib/lead-imports/schema";
import { updateState } from "@/lib/lead-imports/store";
import { lockLeadStates, updateLeads } from "@/lib/lead-sets/store";
import { insertAssignments } from "@/lib/leads/store";
import { tellProgress } from "@/lib/live/progress";
import { listDone, listTouched } from "./queries";
import { type Done, type WayBack, wayBack } from "./rules";
import { addUndone, deleteCreated, markRows, removeAdded, returnNumbers } from "./store";

const atOnce = 500;

/** Takes back the next leads of an import that is being undone, all or none, or ends it when none is left. Says whether there is more. */
export const undoLeads = defineCommand({
  name: "undoLeads",
  permission: "leads:write",
  input: importIdInputSchema,
  run: async (tx, { import_id }, ctx): Promise<{ more: boolean }> => {
    const one = await lockImport(tx, ctx, import_id);
    if (one.state !== "undoing") return { more: false };
    const done = await listDone(tx, one.id, atOnce);
    const { undone, kept } = await getImport(tx, ctx, one.id);
    const subjects = { import_id: one.id, user_id: one.created_by };
    if (done.length === 0) {
      await updateState(tx, one.id, { state: "undone", undone_at: ctx.now }, ctx.now);
      await emit(tx, ctx, [
        { kind: "import.undone", subjects, payload: { import_id: one.id, name: one.name, undone, kept } },
      ]);
      return { more: false };
    }
    const ways = await waysBack(tx, one.id, done);
    const events = await goBack(tx, ways, one.name, ctx);
    const back = new Set(ways.map((way) => way.leadId));
    const stays = done.map((lead) => lead.leadId).filter((id) => !back.has(id));
    await markRows(tx, one.id, [...back], "undone", ctx.now);
    await markRows(tx, one.id, stays, "kept", ctx.now);
    await addUndone(tx, one.id, back.size, stays.length, ctx.now);
    await emit(tx, ctx, events);
    const going = { state: one.state, done: undone + kept + done.length, total: null, rate: null, seconds_left: null };
    await tellProgress(tx, "import", { ...going, id: one.id, at: ctx.now.toISOString() });
    return { more: true };
  },
});

async function waysBack(tx: OrgTx, importId: string, done: Done[]): Promise<WayBack[]> {
  const ids = done.map((lead) => lead.leadId);
  const states = await lockLeadStates(tx, ids);
  const touched = await listTouched(tx, importId, ids);
  return done.flatMap((lead) => wayBack(lead, states.get(lead.leadId), touched.has(lead.leadId)) ?? []);
}

async function goBack(tx: OrgTx, ways: WayBack[], name: string, ctx: Context): Promise<NewEvent[]> {
  const gone = ways.filter((way) => way.kind === "delete").map((way) => way.leadId);
  const restored = ways.filter((way) => way.kind === "restore");
  await deleteCreated(tx, gone, ctx.now);
  await updateLeads(
    tx,
    restored.map((way) => way.state),
    ctx.now,
  );
  await removeAdded(tx, restored);
  await returnNumbers(tx, ways);
  const owners = restored.flatMap(({ leadId, before }) =>
    before.owner ? [{ leadId, toUserId: before.owner.id }] : [],
  );
  await insertAssignments(
    tx,
    owners.map((one) => ({ ...one, strategy: "manual", assignedBy: ctx.actor.userId, at: ctx.now })),
  );
  const about = (kind: string, leadId: string, more: object = {}): NewEvent => ({
    kind,
    leadId,
    subjects: { lead_id: leadId },
    payload: { lead_id: leadId, reason: `The import ${name} was taken back`, ...more },
  });
  return [
    ...gone.map((id) => about("lead.deleted", id)),
    ...restored.map(({ leadId, changes }) => about("lead.changed", leadId, { changes })),
  ];
}
