import { touchEvents } from "@/lib/communications/event-rules";
import type { Context } from "@/lib/core/context";
import type { NewEvent } from "@/lib/events/emit";
import { movesAfterTouch } from "@/lib/leads/rules";
import type { LeadStatus } from "@/lib/leads/schema";

export type About = {
  id: string;
  lead_id: string;
  user_id: string | null;
  actor_name: string | null;
  channel: string;
  subject: string | null;
};

type Author = Omit<Context, "actor"> & { actor: { userId: string | null; name: string; via: Context["actor"]["via"] } };

/** What left is its writer's doing, whoever carried it out: they are not told of it, and everybody else is told who wrote. */
export const asWriter = (ctx: Context, { user_id, actor_name }: About): Author => ({
  ...ctx,
  actor: { userId: user_id, name: actor_name ?? ctx.actor.name, via: ctx.actor.via },
});

/** What did not go as its writer meant is nobody's doing when the worker finds it out. */
export const asFinder = (ctx: Context): Author => ({
  ...ctx,
  actor: { ...ctx.actor, userId: ctx.actor.userId || null },
});

/** What happens to a message on its way: it leaves, it does not, or nobody knows. */
export const deliveryEvent = (
  kind: "message.sent" | "message.failed" | "message.blocked" | "message.unknown" | "message.resumed",
  about: About,
  more: Record<string, unknown> = {},
): NewEvent => ({
  kind,
  leadId: about.lead_id,
  subjects: { lead_id: about.lead_id, communication_id: about.id, ...(about.user_id && { user_id: about.user_id }) },
  payload: {
    lead_id: about.lead_id,
    communication_id: about.id,
    owner_id: about.user_id,
    user: about.user_id ? { id: about.user_id, name: about.actor_name } : null,
    method: about.channel,
    subject: about.subject,
    ...more,
  },
});

type Left = About & { occurred_at: Date; lead_status: string; lead_here: boolean };

/** A message that has left is a touch from now on (ADR 0017): how the lead's status moves, and what everybody who looks at it learns. */
export function leavingOf(
  message: Left,
  ctx: Context,
): { moves: ReturnType<typeof movesAfterTouch>; events: NewEvent[] } {
  const status = message.lead_status as LeadStatus;
  const moves = message.lead_here ? movesAfterTouch(status, { direction: "outbound", responded: false }) : [];
  const moved = moves.length > 0 ? { old: status, new: moves.at(-1)?.to } : null;
  const touch = {
    id: message.id,
    leadId: message.lead_id,
    channel: message.channel,
    direction: "outbound",
    subject: message.subject,
    occurredAt: message.occurred_at,
  } as const;
  const writer = {
    ...ctx,
    actor: { ...ctx.actor, userId: message.user_id ?? "", name: message.actor_name ?? ctx.actor.name },
  };
  const told = touchEvents({ ...touch, source: "composer", intent: "planned", status: "sent" }, moved, writer);
  return { moves, events: [deliveryEvent("message.sent", message, { at: ctx.now.toISOString() }), ...told] };
}
