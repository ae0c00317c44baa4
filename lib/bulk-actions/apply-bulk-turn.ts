import { apart, type OrgTx } from "@/db/tenant";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { translateDatabaseError } from "@/lib/core/database-errors";
import { fromIso } from "@/lib/core/time";
import { enrollRows } from "@/lib/enrolling/row-store";
import { leadCondition } from "@/lib/filters/rules";
import type { Turn as JobTurn } from "@/lib/jobs/define-job";
import { tellProgress } from "@/lib/live/progress";
import { isActiveMember } from "@/lib/organizations/queries";
import { changeLead, type SingleDetails, type Turn } from "./change-lead";
import { closeBulkAction } from "./end-bulk-action";
import {
  type BulkLead,
  type LockedBulkAction,
  listMovesTo,
  listOpenRows,
  lockBulkAction,
  lockBulkLeads,
  type OpenRow,
} from "./queries";
import { COLLECT_ROWS, doneOf, NOT_HERE, paceOf, reasonOf, TURN_ROWS } from "./rules";
import { type BulkDetails, bulkActionIdInputSchema } from "./schema";
import { insertFoundRows, type RowOutcome, updateBulkAction, updateOutcomes } from "./store";

/** The next part of a bulk action: finds leads, or changes a hundred, each with its outcome, in one transaction. Called by the worker. */
export const applyBulkTurn = defineCommand({
  name: "applyBulkTurn",
  permission: "leads:write",
  input: bulkActionIdInputSchema,
  run: async (tx, { bulk_action_id }, ctx): Promise<JobTurn> => {
    const action = await lockBulkAction(tx, ctx, bulk_action_id);
    if (action.state === "collecting") return collect(tx, action, ctx);
    if (action.state !== "running") return { more: false };
    const rows = await listOpenRows(tx, action.id, TURN_ROWS);
    if (rows.length > 0) await changeRows(tx, action, rows, ctx);
    if (rows.length === TURN_ROWS) return { more: true };
    await closeBulkAction(tx, ctx, await lockBulkAction(tx, ctx, action.id), { state: "done" });
    return { more: false };
  },
});

async function collect(tx: OrgTx, action: LockedBulkAction, ctx: Context): Promise<JobTurn> {
  const { id, chosen, collected_to: collectedTo, created_at: before } = action;
  if ("listed" in chosen) return { more: false };
  // The count of the beginning was a guess until the first page is there.
  const so_far = collectedTo ? action.total : 0;
  const page = {
    id,
    collectedTo,
    total: so_far,
    except: chosen.except,
    before: fromIso(before.toISOString()),
    limit: COLLECT_ROWS,
  };
  const { added, last } = await insertFoundRows(tx, page, leadCondition(ctx, chosen.filter));
  const total = so_far + added;
  const next = added < COLLECT_ROWS ? { state: "running" as const } : {};
  await updateBulkAction(tx, id, { total, ...next, ...(last ? { collected_to: last } : {}) }, ctx.now);
  return { more: true };
}

async function changeRows(tx: OrgTx, action: LockedBulkAction, rows: OpenRow[], ctx: Context): Promise<void> {
  const leads = await lockBulkLeads(
    tx,
    rows.map((row) => row.lead_id),
  );
  const details = detailsOf(action.action, action.details);
  const outcomes =
    details.action === "enroll"
      ? await enrollLocked(tx, ctx, rows, leads, details)
      : await changeEach(tx, ctx, rows, leads, await turnOf(tx, action.id, details));
  await updateOutcomes(tx, outcomes, ctx.now);
  const counted = (name: RowOutcome["outcome"]) => action[name] + outcomes.filter((one) => one.outcome === name).length;
  const counts = { changed: counted("changed"), unchanged: counted("unchanged"), refused: counted("refused") };
  await updateBulkAction(tx, action.id, counts, ctx.now);
  const { id, total, created_at } = action;
  const done = doneOf({ ...counts, total });
  const pace = paceOf(done, total, created_at, ctx.now);
  await tellProgress(tx, "bulk", { id, state: "running", done, total, ...pace, at: ctx.now.toISOString() });
}

type Leads = Map<string, BulkLead>;

async function changeEach(tx: OrgTx, ctx: Context, rows: OpenRow[], leads: Leads, turn: Turn): Promise<RowOutcome[]> {
  const outcomes: RowOutcome[] = [];
  for (const row of rows) outcomes.push({ id: row.id, ...(await changeRow(tx, ctx, leads.get(row.lead_id), turn)) });
  return outcomes;
}

type Enrolling = Extract<BulkDetails, { action: "enroll" }>;
async function enrollLocked(tx: OrgTx, ctx: Context, rows: OpenRow[], leads: Leads, details: Enrolling) {
  const came = await enrollRows(tx, [...leads.keys()], details, ctx);
  return rows.map(({ id, lead_id }): RowOutcome => {
    const one = came.get(lead_id) ?? { reason: NOT_HERE };
    if ("reason" in one) return { id, ...refused(one.reason) };
    const before = { enrollment_id: one.enrollmentId };
    return { id, outcome: "changed", reason: null, before, version_after: leads.get(lead_id)?.version ?? null };
  });
}

type Done = Omit<RowOutcome, "id">;
const refused = (reason: string): Done => ({ outcome: "refused", reason, before: null, version_after: null });

async function changeRow(tx: OrgTx, ctx: Context, lead: BulkLead | undefined, turn: Turn): Promise<Done> {
  if (!lead) return refused(NOT_HERE);
  try {
    const changed = await apart(tx, (part) => changeLead(part, ctx, lead, turn));
    if (changed === null) return { outcome: "unchanged", reason: null, before: null, version_after: null };
    return { outcome: "changed", reason: null, before: changed.before, version_after: lead.version + 1 };
  } catch (error) {
    return refused(reasonOf(translateDatabaseError(error)));
  }
}

async function turnOf(tx: OrgTx, id: string, details: SingleDetails): Promise<Turn> {
  const owner = details.action === "assign" ? details.owner_id : null;
  return {
    id,
    details,
    moves: details.action === "change_status" ? await listMovesTo(tx, details.status) : [],
    ownerActive: owner === null || (await isActiveMember(tx, owner)),
  };
}

// `startBulkAction` wrote them, read by its schema.
const detailsOf = (action: string, details: Record<string, unknown>) => ({ action, ...details }) as BulkDetails;
