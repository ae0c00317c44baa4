import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";

/** Stops messages that wait; their slots are freed with it, by the database. Returns those that were stopped. */
export async function cancelMessages(
  tx: OrgTx,
  ids: string[],
  { at, reason }: { at: Date; reason: string },
): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    update communications set status = 'cancelled', error_code = 'CANCELLED', error_message = ${reason}, updated_at = ${at}
    where id in (select id from communications where id = any(${ids}::uuid[]) and status = 'queued' order by id for update)
    returning id`;
  return rows.map((row) => row.id);
}

type Text = { subject: string | null; body: string | null; bodyHtml: string | null };
type Writer = Pick<Context, "now"> & { actor: { userId: string } };

/** Writes over the writer's own draft to this lead and says as of when, later each time; null when it is not there any more. */
export async function updateDraft(
  tx: OrgTx,
  draft: { id: string; leadId: string; channel: string },
  text: Text,
  ctx: Writer,
): Promise<Date | null> {
  const [row] = await tx.sql<{ updated_at: Date }[]>`
    update communications set subject = ${text.subject}, body = ${text.body}, body_html = ${text.bodyHtml},
      updated_at = greatest(${ctx.now}, date_trunc('milliseconds', updated_at) + interval '1 millisecond')
    where id = ${draft.id} and lead_id = ${draft.leadId} and channel = ${draft.channel} and user_id = ${ctx.actor.userId} and status = 'draft'
    returning updated_at`;
  return row?.updated_at ?? null;
}

/** Throws the writer's own draft away; one that is gone or a colleague's is left alone. */
export async function discardDraft(tx: OrgTx, id: string, ctx: Writer): Promise<void> {
  await tx.sql`
    update communications set status = 'cancelled', updated_at = ${ctx.now}
    where id = ${id} and user_id = ${ctx.actor.userId} and status = 'draft'`;
}
