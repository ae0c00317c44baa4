import type { z } from "zod";
import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import { atLeast } from "@/lib/core/permissions";
import { doneOf, isRunning, paceOf } from "./rules";
import type {
  BulkAction,
  BulkActionPage,
  BulkActionWithRows,
  BulkRow,
  listBulkActionsInputSchema,
  ReadBulkActionInput,
} from "./schema";

type Row = Omit<BulkAction, "done" | "rate" | "seconds_left" | "created_at" | "finished_at" | "undo"> & {
  created_at: Date;
  finished_at: Date | null;
  until: Date | null;
  undo_state: "running" | "done" | "failed" | null;
  restored: number;
  kept: number;
  place: string;
};

const columns = `
  b.id, b.action, b.details, b.state, b.total, b.changed, b.unchanged, b.refused, b.failure, b.created_at, b.finished_at,
  jsonb_build_object('id', m.user_id, 'name', m.name) as started_by,
  case when o.user_id is not null then jsonb_build_object('id', o.user_id, 'name', o.name) end as owner,
  u.expires_at as until, b.undo_state, b.restored, b.kept, b.created_at::text as place`;
const joins = `
  join memberships m on m.org_id = b.org_id and m.user_id = b.started_by
  left join memberships o on o.org_id = b.org_id and o.user_id::text = b.details ->> 'owner_id'
  left join undo_entries u on u.org_id = b.org_id and u.id = b.undo_entry_id`;
// Who began it, and managers.
const mine = "($1::boolean or b.started_by = $2::text::uuid)";

const asker = ({ actor }: Context) => [atLeast(actor.role, "manager"), actor.userId];

/** Bulk actions, newest first: one's own, to managers everybody's. */
export async function listBulkActions(
  tx: OrgTx,
  ctx: Context,
  { limit, cursor }: z.output<typeof listBulkActionsInputSchema>,
): Promise<BulkActionPage> {
  const after = decodeCursor("bulk actions", cursor, "time");
  const rows = await tx.sql.unsafe<Row[]>(
    `select ${columns} from bulk_actions b ${joins} where b.org_id = current_org_id() and ${mine}
       and ($3::text is null or (b.created_at, b.id) < ($3::text::timestamptz, $4::text::uuid))
     order by b.created_at desc, b.id desc limit ${limit + 1}`,
    [...asker(ctx), after?.[0] ?? null, after?.[1] ?? null],
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map((row) => toBulkAction(row, ctx.now)),
    next_cursor: rows.length > limit && last ? encodeCursor("bulk actions", [last.place, last.id]) : null,
  };
}

/** One bulk action with a page of its rows; NOT_FOUND for who may not see it. */
export async function getBulkAction(
  tx: OrgTx,
  ctx: Context,
  { id, outcome, limit, cursor }: ReadBulkActionInput,
): Promise<BulkActionWithRows> {
  const [row] = await tx.sql.unsafe<Row[]>(
    `select ${columns} from bulk_actions b ${joins} where b.org_id = current_org_id() and ${mine} and b.id = $3::text::uuid`,
    [...asker(ctx), id],
  );
  if (!row) throw notFound("bulk action");
  const after = decodeCursor("bulk rows", cursor, "integer");
  const wanted = outcome === "kept" ? tx.sql`r.undo_outcome = 'kept'` : tx.sql`r.outcome = ${outcome ?? null}`;
  const rows = await tx.sql<(Omit<BulkRow, "done_at"> & { done_at: Date | null; position: number })[]>`
    select r.id, r.position, case when l.id is not null then jsonb_build_object('id', l.id,
        'name', coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.email, l.phone_e164, l.linkedin, 'Unnamed lead')) end as lead,
      r.asked_for, r.outcome, r.reason, r.undo_outcome, r.undo_reason, r.done_at
    from bulk_action_rows r left join leads l on l.org_id = r.org_id and l.id = r.lead_id
    where r.bulk_action_id = ${id} and ${outcome ? wanted : tx.sql`true`}
      and (${after?.[0] ?? null}::text is null or r.position > ${after?.[0] ?? null}::text::int)
    order by r.position limit ${limit + 1}`;
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    ...toBulkAction(row, ctx.now),
    rows: {
      data: shown.map(({ position: _, ...one }) => ({ ...one, done_at: one.done_at?.toISOString() ?? null })),
      next_cursor: rows.length > limit && last ? encodeCursor("bulk rows", [last.position, last.id]) : null,
    },
  };
}

function toBulkAction({ place: _, until, undo_state, restored, kept, ...row }: Row, now: Date): BulkAction {
  const done = doneOf(row);
  const state = undo_state ?? (until && until < now ? "over" : "open");
  return {
    ...row,
    done,
    ...(isRunning(row.state) ? paceOf(done, row.total, row.created_at, now) : { rate: null, seconds_left: null }),
    created_at: row.created_at.toISOString(),
    finished_at: row.finished_at?.toISOString() ?? null,
    undo: until ? { until: until.toISOString(), state, restored, kept } : null,
  };
}
