import type { OrgTx } from "@/db/tenant";
import { defineCommand } from "@/lib/core/command";
import { AppError, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { getBaseCurrency } from "@/lib/deals/queries";
import { emit } from "@/lib/events/emit";
import { getLead } from "@/lib/leads/queries";
import { displayName } from "@/lib/leads/rules";
import { insertStatusMoves, type LockedLead, lockLead, updateLeadColumns } from "@/lib/leads/store";
import { findClient } from "./queries";
import { type Client, convertLeadCommandSchema } from "./schema";
import { insertClients } from "./store";

/** Makes a client of a qualified lead or one with a proposal: the client, the status with its history and the event in one transaction. */
export const convertLead = defineCommand({
  name: "convertLead",
  permission: "leads:write",
  input: convertLeadCommandSchema,
  run: async (tx, { lead_id, ...given }, ctx): Promise<Client> => {
    const locked = await lockLead(tx, lead_id);
    refuseUnlessReady(locked);
    const lead = await getLead(tx, lead_id);
    const name = given.name ?? lead.company?.name ?? displayName(lead);
    const money = await moneyOf(tx, given, locked);
    const [id, by, at] = [newId(), ctx.actor.userId, ctx.now];
    await insertClients(tx, [{ id, name, leadId: lead_id, fromStatus: locked.status, ...money, by, at }]);
    await insertStatusMoves(tx, [
      { leadId: lead_id, to: "converted", trigger: "user", actorId: by, reason: given.reason, at },
    ]);
    await updateLeadColumns(tx, lead_id, {}, at);
    const changes = { status: { old: locked.status, new: "converted" } };
    const payload = { lead_id, client_id: id, name, value_minor: money.valueMinor, currency: money.currency, changes };
    await emit(tx, ctx, [{ kind: "lead.converted", leadId: lead_id, subjects: { lead_id, client_id: id }, payload }]);
    const client = await findClient(tx, lead_id);
    if (!client) throw new Error("The client that was just added is not there");
    return client;
  },
});

function refuseUnlessReady({ status }: LockedLead): void {
  if (status === "converted") throw new AppError("CONFLICT", "This lead is a client already. Reload to see it.");
  if (status === "qualified" || status === "proposal") return;
  throw new AppError(
    "STATUS_NOT_ALLOWED",
    `A lead is converted from qualified or proposal, and this one is ${status.replace("_", " ")}. Move it there first.`,
  );
}

type Given = { value_minor?: number | null; currency?: string | null };

async function moneyOf(tx: OrgTx, given: Given, lead: LockedLead) {
  const valueMinor = given.value_minor === undefined ? lead.estimated_value_minor : given.value_minor;
  if (valueMinor === null) return { valueMinor, currency: null };
  if (given.currency === null)
    throw invalid("currency", "A value needs its currency. Give one, or clear the value too.");
  return { valueMinor, currency: given.currency ?? lead.currency ?? (await getBaseCurrency(tx)) };
}
