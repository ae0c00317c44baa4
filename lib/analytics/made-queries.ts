import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";

/** `made_of_template`, `made_of_sequence`: attempts by what they were made of, with those that were answered; goes on after `responses`. */
export const madeParts = (tx: OrgTx, { actor }: Context) => tx.sql`
  replied as (select distinct attempt_id from responses),
  made_of_template as (
    select e.id, case when e.shared or e.owner_id = ${actor.userId} then e.name else 'A template of a colleague' end as name,
      count(*) as attempts, count(r.attempt_id) as answered
    from touches t join email_templates e on e.id = t.template_id left join replied r on r.attempt_id = t.id group by e.id, e.shared, e.owner_id, e.name),
  made_of_sequence as (
    select s.id, s.name, count(*) as attempts, count(r.attempt_id) as answered
    from touches t join lead_sequence_enrollments n on n.id = t.enrollment_id join nurture_sequences s on s.id = n.sequence_id
    left join replied r on r.attempt_id = t.id group by s.id, s.name)`;

/** The same as the answer has it, the most used first. */
export const madeList = (tx: OrgTx, part: "made_of_template" | "made_of_sequence") => tx.sql`
  coalesce((select jsonb_agg(jsonb_build_object('id', id, 'name', name, 'attempts', attempts, 'answered', answered,
    'response_rate', answered::numeric / attempts) order by attempts desc, name) from ${tx.sql(part)}), '[]')`;
