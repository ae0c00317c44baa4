import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";

/** What attempts were made of, as the answer has it, the most used first; out of `made (kind, ref, attempts, answered)`. */
export const madeList = (tx: OrgTx, { actor }: Context, kind: "template" | "sequence") => tx.sql`
  coalesce((select jsonb_agg(jsonb_build_object('id', g.ref, 'name', w.name, 'attempts', g.attempts, 'answered', g.answered,
    'response_rate', g.answered::numeric / g.attempts) order by g.attempts desc, w.name)
    from made g join (${kind === "template" ? templates(tx, actor.userId) : sequences(tx)}) w on w.id = g.ref where g.kind = ${kind}), '[]')`;

export const templates = (tx: OrgTx, userId: string) => tx.sql`
  select e.id, case when e.shared or e.owner_id = ${userId} then e.name else 'A template of a colleague' end as name from email_templates e`;

export const sequences = (tx: OrgTx) => tx.sql`select s.id, s.name from nurture_sequences s`;
