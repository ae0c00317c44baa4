/** A touch `c` that a step made or that was asked for and done: event `x` of an enrollment `e`. */
export const WORKED = `enrollment_events x left join communications c on c.org_id = x.org_id and c.id = x.communication_id
  where x.org_id = e.org_id and x.enrollment_id = e.id and x.kind in ('sent', 'done')`;

/** It left, also what came back, or was done by hand. */
const REACHED = "(x.kind = 'done' or c.status in ('sent', 'delivered', 'bounced', 'unknown'))";

/** What may have become of an enrollment `e` of the lead `l`: one who answered and opted out by it did both. */
export const OUTCOME_SQL = {
  sent: `exists (select from ${WORKED} and ${REACHED})`,
  replied: `(e.stop_reason = 'replied' or exists (select from ${WORKED} and c.replied_at is not null))`,
  converted: "l.status = 'converted'",
  opted_out: "e.stop_reason = 'do_not_contact'",
  finished: "e.status = 'finished'",
} as const;

/** What may have become of one step of it (`x` and `c` of WORKED). */
export const STEP_OUTCOME_SQL = {
  sent: REACHED,
  replied: "c.replied_at is not null",
  converted: `(l.status = 'converted' and ${REACHED})`,
  bounced: "c.status = 'bounced'",
  opted_out: `e.stop_reason = 'do_not_contact' and x.id = (select y.id from enrollment_events y
    where y.org_id = e.org_id and y.enrollment_id = e.id and y.kind in ('sent', 'done') order by y.at desc, y.id desc limit 1)`,
} as const;

/** How their answers to it were read: each class once, "not told" for those that nobody read. */
export const REPLY_CLASS_SQL = `(select array_agg(distinct coalesce(t.reply_class, 'not told')) from enrollment_events x
  join communications c on c.org_id = x.org_id and c.id = x.communication_id and c.replied_at is not null
  left join threads t on t.org_id = c.org_id and t.id = c.thread_id
  where x.org_id = e.org_id and x.enrollment_id = e.id and x.kind in ('sent', 'done'))`;
