import type { OrgTx } from "@/db/tenant";
import { notFound } from "@/lib/core/errors";
import type { LeadStatus } from "./schema";

export type LockedLead = {
  id: string;
  first_name: string | null;
  last_name: string | null;
  email: string | null;
  phone: string | null;
  linkedin: string | null;
  title: string | null;
  company_id: string | null;
  owner_id: string | null;
  source: string | null;
  timezone: string | null;
  score: number | null;
  metadata: Record<string, unknown>;
  source_metadata: Record<string, unknown>;
  estimated_value_minor: number | null;
  currency: string | null;
  expected_close_date: string | null;
  probability_override: number | null;
  status: LeadStatus;
  version: number;
  deleted_at: Date | null;
};

/** Locks leads in the order of their ids, the order everybody uses; throws NOT_FOUND when one is missing or deleted. */
export async function lockLeads(tx: OrgTx, ids: string[], { deleted = false } = {}): Promise<LockedLead[]> {
  const unique = [...new Set(ids)];
  const rows = await tx.sql<LockedLead[]>`
    select ${lockedColumns(tx)} from leads where id = any (${unique}::uuid[]) and (deleted_at is not null) = ${deleted} and merged_into_id is null order by id for no key update`;
  if (rows.length < unique.length) throw notFound("lead");
  return rows;
}

/** A lead that stands, or with `deleted` one that was deleted, locked until commit; NOT_FOUND else, and for one out of sight. */
// Not through the list: for an array of unknown length PostgreSQL plans anew every time.
export async function lockLead(tx: OrgTx, id: string, { deleted = false } = {}): Promise<LockedLead> {
  const [lead] = await tx.sql<LockedLead[]>`
    select ${lockedColumns(tx)} from leads where id = ${id} and (deleted_at is not null) = ${deleted} and merged_into_id is null for no key update`;
  if (!lead) throw notFound("lead");
  return lead;
}

/**
 * The same before outreach: behind the lead's lock it waits for do-not-contact entries being added for it, and for its company's ceiling,
 * so that the facts read next stay true until commit.
 */
export async function lockLeadForOutreach(tx: OrgTx, id: string): Promise<LockedLead> {
  const [lead] = await tx.sql<LockedLead[]>`
    with locked as materialized (select ${lockedColumns(tx)} from leads where id = ${id} and deleted_at is null for no key update)
    select locked.*, lock_dnc_values(id, null, null), lock_company_ceiling(id) from locked`;
  if (!lead) throw notFound("lead");
  return lead;
}

const lockedColumns = (tx: OrgTx) =>
  tx.sql.unsafe(`id, first_name, last_name, email, phone_e164 as phone, linkedin, title, company_id, owner_id, source, timezone, score,
    metadata, source_metadata, estimated_value_minor, currency, expected_close_date::text as expected_close_date, probability_override,
    status, version, deleted_at`);

/** What an update may name; the owner is given with the insert and then moves by assignments. */
export type LeadColumns = Partial<{
  first_name: string | null;
  last_name: string | null;
  email: string | null;
  phone_e164: string | null;
  linkedin: string | null;
  title: string | null;
  company_id: string | null;
  owner_id: string | null;
  source: string | null;
  timezone: string | null;
  score: number | null;
  metadata: Record<string, unknown>;
  source_metadata: Record<string, unknown>;
  estimated_value_minor: number | null;
  currency: string | null;
  expected_close_date: string | null;
  probability_override: number | null;
  deleted_at: Date | null;
}>;

/** One lead; its status begins now. */
export async function insertLead(tx: OrgTx, id: string, columns: LeadColumns, at: Date): Promise<void> {
  await tx.sql`insert into leads ${tx.sql({ id, ...asRow(columns), created_at: at, updated_at: at, status_changed_at: at })}`;
}

/** Writes the given columns and counts the version up. */
export async function updateLeadColumns(tx: OrgTx, id: string, columns: LeadColumns, at: Date): Promise<void> {
  await tx.sql`update leads set ${tx.sql({ ...asRow(columns), updated_at: at })}, version = version + 1 where id = ${id}`;
}

type Value = string | number | Date | null;

const asRow = (columns: LeadColumns): Record<string, Value> =>
  Object.fromEntries(
    Object.entries(columns).flatMap(([name, value]): [string, Value][] => {
      if (value === undefined) return [];
      return [
        [name, typeof value === "object" && value !== null && !(value instanceof Date) ? JSON.stringify(value) : value],
      ];
    }),
  );

export type NewAssignment = {
  leadId: string;
  toUserId: string | null;
  strategy: "manual" | "hand_over" | "round_robin";
  /** of round robin: the rule whose turn it was */
  ruleId?: string;
  assignedBy: string | null;
  at: Date;
};

/** Gives leads to others: the assignment's trigger moves them, nothing else can. Who has one already is refused by it. */
export async function insertAssignments(tx: OrgTx, list: NewAssignment[]): Promise<void> {
  for (const one of list) {
    await tx.sql`insert into lead_assignments (lead_id, to_user_id, strategy, rule_id, assigned_by, at)
      values (${one.leadId}, ${one.toUserId}, ${one.strategy}, ${one.ruleId ?? null}, ${one.assignedBy}, ${one.at})`;
  }
}

export type StatusMove = {
  leadId: string;
  to: LeadStatus;
  trigger: "user" | "log" | "reply" | "rule" | "import" | "merge" | "undo";
  actorId: string | null;
  reason?: string;
  at: Date;
};

const insertedMoves = `@moves as (
  insert into lead_status_history (lead_id, to_status, trigger, reason, actor_id, at)
  select "leadId", "to", trigger, reason, "actorId", at
  from json_to_recordset($1::text::json) as m("leadId" uuid, "to" text, trigger text, reason text, "actorId" uuid, at timestamptz))`;

/** Moves statuses, in the order given, since moves may build on each other: the history's trigger checks each move and applies it. */
export async function insertStatusMoves(tx: OrgTx, moves: StatusMove[]): Promise<void> {
  if (moves.length > 0) tx.later({ with: insertedMoves, given: [JSON.stringify(moves)] });
}
