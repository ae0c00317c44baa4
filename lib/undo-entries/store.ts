import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";

export type NewUndoEntry = {
  /** the command that can be taken back, as `verbNoun` */
  command: string;
  leadCount: number;
  before: unknown;
  after: unknown;
  expiresAt: Date;
};

export type UndoEntry = {
  id: string;
  command: string;
  actor_id: string;
  lead_count: number;
  before: unknown;
  after: unknown;
  expires_at: Date;
  undone_at: Date | null;
};

/** Keeps what the command of this transaction needs to be taken back; returns the entry's id. */
export async function insertUndoEntry(tx: OrgTx, ctx: Context, entry: NewUndoEntry): Promise<string> {
  const [row] = await tx.sql<{ id: string }[]>`
    insert into undo_entries (created_at, updated_at, command, actor_id, lead_count, before, after, expires_at)
    values (${ctx.now}, ${ctx.now}, ${entry.command}, ${ctx.actor.userId}, ${entry.leadCount},
      ${JSON.stringify(entry.before)}::text::jsonb, ${JSON.stringify(entry.after)}::text::jsonb, ${entry.expiresAt})
    returning id`;
  if (!row) throw new Error("The undo entry was not stored");
  return row.id;
}

/** The entry, held until the end of the transaction, so that of two who take it back one waits. Throws NOT_FOUND. */
export async function lockUndoEntry(tx: OrgTx, id: string): Promise<UndoEntry> {
  const [row] = await tx.sql<UndoEntry[]>`
    select id, command, actor_id, lead_count, before, after, expires_at, undone_at from undo_entries where id = ${id} for update`;
  if (!row) throw notFound("change that could be taken back");
  return row;
}

/** It was taken back now, by who acts; the database refuses a second time. */
export async function markUndone(tx: OrgTx, ctx: Context, id: string): Promise<void> {
  await tx.sql`update undo_entries set undone_at = ${ctx.now}, undone_by = ${ctx.actor.userId}, updated_at = ${ctx.now} where id = ${id}`;
}
