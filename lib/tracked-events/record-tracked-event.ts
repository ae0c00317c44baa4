import { createHash } from "node:crypto";
import type { OrgTx } from "@/db/tenant";
import { burstOf, type Click, machineOf } from "@/lib/communication-events/machine-rules";
import { insertCommunicationEvents, markMachines } from "@/lib/communication-events/store";
import { defineCommand } from "@/lib/core/command";
import { findTold, listEvents } from "@/lib/provider-events/queries";
import { foldEvents } from "@/lib/provider-events/rules";
import { updateFolded } from "@/lib/provider-events/store";
import { recordTrackedEventInputSchema } from "./schema";

/** More of one message say nothing new. */
const mostEvents = 300;

/**
 * A message was opened or a link of it followed: stored once a minute per visitor, a machine's apart from people's, and folded into the
 * message. Nothing is stored once the organization switched it off or the person was erased.
 */
export const recordTrackedEvent = defineCommand({
  name: "recordTrackedEvent",
  permission: "communications:write",
  input: recordTrackedEventInputSchema,
  run: async (tx, input, ctx): Promise<{ stored: boolean; machine: string | null }> => {
    const nothing = { stored: false, machine: null };
    const told = await findTold(tx, input.communication_id, null);
    const message = told && (await findTracked(tx, told.id));
    if (!message) return nothing;
    const { kind, url, agent, ip, method, purpose } = input;
    const machine = machineOf({ agent, ip, method, purpose, at: ctx.now, sentAt: message.sent_at });
    const minute = Math.floor(ctx.now.getTime() / 60_000);
    const event = {
      communicationId: told.id,
      kind,
      at: ctx.now,
      provider: "touchline",
      providerEventId: hashOf([told.id, kind, url ?? "", agent, ip ?? "", machine ?? "", String(minute)]),
      url,
      isMachine: machine !== null,
      raw: JSON.stringify({ agent: agent.slice(0, 300), machine }),
    };
    const [fresh] = await insertCommunicationEvents(tx, [event], ctx.now);
    if (!fresh) return nothing;
    if (kind === "clicked") await markMachines(tx, burstOf(await listClicks(tx, told.id)), ctx.now);
    await updateFolded(tx, told.id, foldEvents(await listEvents(tx, told.id)), ctx.now);
    return { stored: true, machine };
  },
});

const hashOf = (parts: string[]) => createHash("sha256").update(parts.join("\n")).digest("base64url");

/** A message that left and is still followed; null for any other. */
async function findTracked(tx: OrgTx, id: string): Promise<{ sent_at: Date | null } | null> {
  const [row] = await tx.sql<{ sent_at: Date | null }[]>`
    select c.sent_at from communications c
    where c.id = ${id} and c.status in ('sent', 'delivered', 'bounced') and c.redacted_at is null
      and (current_settings() ->> 'tracking.opens_and_clicks')::boolean
      and (select count(*) from communication_events e where e.org_id = c.org_id and e.communication_id = c.id) < ${mostEvents}`;
  return row ?? null;
}

const listClicks = (tx: OrgTx, id: string) => tx.sql<Click[]>`
  select id, at, url from communication_events where communication_id = ${id} and kind = 'clicked' and provider = 'touchline'`;
