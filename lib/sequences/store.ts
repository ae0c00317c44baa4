import type { OrgTx } from "@/db/tenant";
import { newId } from "@/lib/core/ids";
import type { NewEvent } from "@/lib/events/emit";
import type { ExitRules, GivenStep, Sequence } from "./schema";
import type { ActiveTrigger } from "./trigger-schema";

type NewSequence = {
  id: string;
  name: string;
  description: string | null;
  trigger: ActiveTrigger | null;
  exitRules: ExitRules;
  alongside: boolean;
  campaignId: string | null;
  createdBy: string;
  at: Date;
};

export async function insertSequence(tx: OrgTx, one: NewSequence): Promise<void> {
  await tx.sql`
    insert into nurture_sequences (id, name, description, trigger, exit_rules, alongside, campaign_id, created_by, created_at, updated_at)
    values (${one.id}, ${one.name}, ${one.description}, ${one.trigger && JSON.stringify(one.trigger)}::jsonb, ${JSON.stringify(one.exitRules)}::jsonb, ${one.alongside}, ${one.campaignId}, ${one.createdBy}, ${one.at}, ${one.at})`;
}

export type SequenceChange = Partial<{
  name: string;
  description: string | null;
  trigger: ActiveTrigger | null;
  exit_rules: ExitRules;
  alongside: boolean;
  campaign_id: string | null;
  state: Sequence["state"];
  live_version_id: string;
  paused_with_all: boolean;
}>;

/** Writes the given columns and counts the version up. */
export async function updateSequence(tx: OrgTx, id: string, change: SequenceChange, at: Date): Promise<void> {
  const { exit_rules, trigger, ...columns } = change;
  const given = {
    ...columns,
    ...(exit_rules && { exit_rules: JSON.stringify(exit_rules) }),
    ...(trigger !== undefined && { trigger: trigger && JSON.stringify(trigger) }),
    updated_at: at,
  };
  await tx.sql`update nurture_sequences set ${tx.sql(given)}, version = version + 1 where id = ${id}`;
}

/** Begins the next version of a sequence: a draft. Returns its id. */
export async function insertDraftVersion(tx: OrgTx, sequenceId: string, at: Date): Promise<string> {
  const id = newId();
  await tx.sql`
    insert into sequence_versions (id, sequence_id, number, created_at, updated_at)
    select ${id}, ${sequenceId}, coalesce(max(number), 0) + 1, ${at}, ${at} from sequence_versions where sequence_id = ${sequenceId}`;
  return id;
}

/** Gives a draft these steps in place of what it had. */
export async function replaceSteps(tx: OrgTx, versionId: string, steps: readonly GivenStep[], at: Date): Promise<void> {
  await tx.sql`delete from sequence_steps where version_id = ${versionId}`;
  const rows = steps.map(({ window, ...step }, nth) => ({
    ...step,
    id: newId(),
    version_id: versionId,
    position: nth + 1,
    open_hours: window,
    created_at: at,
    updated_at: at,
  }));
  const columns =
    "id, version_id, position, kind, delay_hours, open_hours, template_id, subject, body, condition, otherwise, created_at, updated_at";
  await tx.sql.unsafe(
    `insert into sequence_steps (${columns}) select ${columns} from json_populate_recordset(null::sequence_steps, $1::text::json)`,
    [JSON.stringify(rows)],
    { prepare: true },
  );
}

/** From here on nobody changes it, and neither do its templates. */
export async function freezeVersion(tx: OrgTx, id: string, publishedBy: string, at: Date): Promise<void> {
  await tx.sql`
    update sequence_steps p set template_version = t.version from email_templates t where p.version_id = ${id} and t.id = p.template_id`;
  await tx.sql`update sequence_versions set frozen_at = ${at}, published_by = ${publishedBy}, updated_at = ${at} where id = ${id}`;
}

/** Cancels what a sequence has promised and has not left, also the last message of who went all the way; returns which. */
export async function cancelWaitingOf(
  tx: OrgTx,
  sequenceId: string,
  reason: string,
  at: Date,
): Promise<{ id: string; lead_id: string }[]> {
  return tx.sql<{ id: string; lead_id: string }[]>`
    update communications set status = 'cancelled', error_message = ${reason}, updated_at = ${at}
    where id in (select c.id from communications c join lead_sequence_enrollments e on e.org_id = c.org_id and e.id = c.enrollment_id
      where e.sequence_id = ${sequenceId} and c.status = 'queued' order by c.id for update of c)
    returning id, lead_id`;
}

/** What is told of messages that were cancelled. */
export const cancelledEvents = (list: { id: string; lead_id: string }[], reason: string): NewEvent[] =>
  list.map(({ id: communication_id, lead_id }) => ({
    kind: "message.cancelled",
    leadId: lead_id,
    subjects: { lead_id, communication_id },
    payload: { lead_id, communication_id, reason },
  }));
