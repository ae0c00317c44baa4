import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import type { Role } from "@/lib/core/permissions";
import { askWithFilter } from "@/lib/filters/queries";
import type { LeadCondition } from "@/lib/filters/rules";
import { maySee } from "./rules";
import type { BulkActionName, BulkState, KeptChoice } from "./schema";

/** How many leads the filter finds, up to `limit`. Throws INVALID for conditions that cannot be answered in time. */
export async function countFound(tx: OrgTx, filter: LeadCondition, limit: number): Promise<number> {
  const [row] = await askWithFilter(tx, filter, () =>
    tx.sql.unsafe<{ n: number }[]>(
      `select count(*)::int as n from (select 1 from leads l where ${filter.where} limit ${limit}) x`,
      filter.params,
    ),
  );
  return row?.n ?? 0;
}

export type LockedBulkAction = {
  id: string;
  started_by: string;
  action: BulkActionName;
  details: Record<string, unknown>;
  chosen: KeptChoice;
  state: BulkState;
  collected_to: string | null;
  total: number;
  changed: number;
  unchanged: number;
  refused: number;
  created_at: Date;
  finished_at: Date | null;
  undo_entry_id: string | null;
  undo_state: string | null;
  undo_started_at: Date | null;
  restored: number;
  kept: number;
};

/** The action, held to the end of the transaction: of two turns one waits, and so does a cancel. Throws NOT_FOUND for who may not see it. */
export async function lockBulkAction(tx: OrgTx, ctx: Context, id: string): Promise<LockedBulkAction> {
  const [row] = await tx.sql<LockedBulkAction[]>`
    select id, started_by, action, details, chosen, state, collected_to, total, changed, unchanged, refused, created_at, finished_at,
      undo_entry_id, undo_state, undo_started_at, restored, kept
    from bulk_actions where id = ${id} for update`;
  if (!row || !maySee(ctx.actor, row.started_by)) throw notFound("bulk action");
  return row;
}

export type OpenRow = { id: string; lead_id: string };

/** The next lines whose turn has not come. */
export const listOpenRows = (tx: OrgTx, id: string, limit: number): Promise<OpenRow[]> =>
  tx.sql<OpenRow[]>`
    select id, lead_id from bulk_action_rows where bulk_action_id = ${id} and outcome is null order by position limit ${limit}`;

export type ChangedRow = OpenRow & { before: Record<string, unknown>; version_after: number };

/** The next lines that were changed and not taken back. */
export const listChangedRows = (tx: OrgTx, id: string, limit: number): Promise<ChangedRow[]> =>
  tx.sql<ChangedRow[]>`
    select id, lead_id, before, version_after from bulk_action_rows
    where bulk_action_id = ${id} and outcome = 'changed' and undo_outcome is null order by position limit ${limit}`;

export type BulkLead = {
  id: string;
  version: number;
  status: string;
  owner_id: string | null;
  deleted_at: Date | null;
  tags: { id: string; name: string }[];
};

/** Locks leads in the order of their ids; those that are out of sight are left out. Deleted ones too, unless they are asked for. */
export async function lockBulkLeads(
  tx: OrgTx,
  ids: string[],
  { deleted = false } = {},
): Promise<Map<string, BulkLead>> {
  const rows = await tx.sql<Omit<BulkLead, "tags">[]>`
    select id, version, status, owner_id, deleted_at from leads
    where id = any (${ids}::uuid[]) and (deleted_at is null or ${deleted}) order by id for no key update`;
  const tags = await tx.sql<{ lead_id: string; id: string; name: string }[]>`
    select lt.lead_id, t.id, t.name from lead_tags lt join tags t on t.org_id = lt.org_id and t.id = lt.tag_id
    where lt.lead_id = any (${rows.map((row) => row.id)}::uuid[])`;
  const leads = new Map(rows.map((row): [string, BulkLead] => [row.id, { ...row, tags: [] }]));
  for (const { lead_id, ...tag } of tags) leads.get(lead_id)?.tags.push(tag);
  return leads;
}

export type StatusMoveRule = { from_status: string; to_status: string; needs_reason: boolean; min_role: Role };

export const listMovesTo = (tx: OrgTx, status: string): Promise<StatusMoveRule[]> =>
  tx.sql<StatusMoveRule[]>`
    select from_status, to_status, needs_reason, min_role from lead_status_transitions where to_status = ${status}`;

/** Those of these tags that are there. */
export const listTagsNamed = (tx: OrgTx, names: string[]): Promise<{ id: string; name: string }[]> =>
  tx.sql<{ id: string; name: string }[]>`select id, name from tags where name = any (${names})`;
