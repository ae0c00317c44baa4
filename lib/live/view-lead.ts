import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { read } from "@/lib/core/read";
import { heedViewing, listPresent, processId } from "./presence";
import type { PresenceNotice } from "./presence-rules";
import type { Viewing } from "./schema";

/**
 * "I look at this lead": to be said again every few seconds, and once more (`looking: false`) when it is over. Nothing is stored: it goes
 * from process to process over NOTIFY and is forgotten after 15 s. Answers who else looks. Whoever does not show it still sees others.
 */
export async function viewLead(ctx: Context, leadId: string, looking: boolean): Promise<Viewing> {
  const notice = await read(ctx, "live:read", (tx) => tellViewing(tx, ctx, leadId, looking));
  if (notice) heedViewing(notice);
  const others = listPresent(ctx.orgId, leadId).filter((one) => one.about !== ctx.actor.userId);
  return { viewers: others.flatMap(({ user }) => (user ? [user] : [])) };
}

// Whoever leaves may do so because the lead was just deleted.
async function tellViewing(
  tx: OrgTx,
  { actor, now }: Context,
  leadId: string,
  looking: boolean,
): Promise<PresenceNotice | null> {
  const [row] = await tx.sql<{ here: boolean; name: string; shows: boolean }[]>`
    select name, shows_looking as shows, exists (
      select from leads where id = ${leadId} and (deleted_at is null or not ${looking}::boolean)) as here
    from memberships where user_id = ${actor.userId}`;
  if (!row?.here) throw notFound("lead");
  if (looking && !row.shows) return null;
  const notice: PresenceNotice = {
    kind: looking ? "looking" : "left",
    org: tx.orgId,
    lead: leadId,
    about: actor.userId,
    user: { id: actor.userId, name: row.name },
    at: now.toISOString(),
    method: null,
    until: null,
    taken_from: null,
    written_on: null,
    process: processId(),
  };
  await tx.sql`select pg_notify('touchline_presence', ${JSON.stringify(notice)})`;
  return notice;
}
