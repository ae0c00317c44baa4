import { setImmediate } from "node:timers/promises";
import type { OrgTx } from "@/db/tenant";
import { listActiveRules } from "@/lib/assignment-rules/queries";
import { findOrInsertCompanies } from "@/lib/companies/store";
import { corporateDomainOf } from "@/lib/contact-points/domain-rules";
import { lockAddresses } from "@/lib/contact-points/store";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import type { NewEvent } from "@/lib/events/emit";
import type { LeadDraft } from "@/lib/lead-rows/schema";
import type { LeadState } from "@/lib/lead-sets/schema";
import {
  insertExternalLinks,
  insertLeads,
  insertPoints,
  insertTags,
  lockLeadStates,
  updateLeads,
} from "@/lib/lead-sets/store";
import { assignOwner } from "@/lib/leads/assign-owner";
import { insertAssignments } from "@/lib/leads/store";
import { applyDraft, type Change, newLead, pointsOfDraft, type Resolved } from "./change-rules";
import { type Decided, decideRows } from "./match-rules";
import { findKnown, listOwners } from "./queries";
import { type Intake, nothingBefore, type StoredRow, type TakenNumber } from "./schema";
import { lockImports } from "./store";

export type StoredDrafts = { rows: StoredRow[]; decided: Decided[]; events: NewEvent[] };
const sentAtOnce = 125;
type Changed = { decided: Decided; change: Change };

/** Stores rows that read well: new leads as one set, changes of those that are there as another. Says what became of each. */
export async function storeDrafts(tx: OrgTx, drafts: LeadDraft[], one: Intake, ctx: Context): Promise<StoredDrafts> {
  if (drafts.length === 0) return { rows: [], decided: [], events: [] };
  await lockImports(tx);
  await lockAddresses(
    tx,
    drafts.flatMap((draft) => draft.points),
  );
  const [known, rules] = await Promise.all([findKnown(tx, drafts), listActiveRules(tx)]);
  const found = decideRows(drafts, known, one.duplicates, newId);
  const states = await lockLeadStates(
    tx,
    found.flatMap((row) => (row.outcome === "updated" && !row.fresh ? row.leadId : [])),
  );
  const decided = found.map((row) => orCreated(row, states));

  const written = decided.filter((row) => row.outcome !== "skipped");
  const resolved = await resolve(tx, written, one, ctx);
  const of = (row: Decided) => resolved.get(row) ?? { companyId: null, ownerId: null };
  const fresh = await storeNew(tx, written, of, one, ctx);
  const given = rules.length > 0 ? await assignNew(tx, [...fresh.values()], ctx) : [];
  const changed = changesOf(decided, new Map([...states, ...fresh]), of, one.duplicates === "fill");
  const numbers = await storeNumbers(tx, written, changed, states);
  await storeChanges(tx, changed, states, fresh, ctx);
  const byRow = new Map(changed.map((row) => [row.decided, row.change]));
  const rows = decided.map((row) =>
    storedRow(row, byRow.get(row), states.get(row.leadId) ?? fresh.get(row.leadId), {
      isFresh: !states.has(row.leadId),
      number: numbers.get(row),
    }),
  );
  return { rows, decided, events: [...eventsOf(changed, states), ...given] };
}

/** New leads of nobody go to whose turn it is, one after the other. */
async function assignNew(tx: OrgTx, fresh: LeadState[], ctx: Context): Promise<NewEvent[]> {
  const events: NewEvent[] = [];
  for (const { id, source } of fresh.filter((lead) => lead.owner_id === null))
    events.push(...(await assignOwner(tx, { id, source }, ctx)));
  return events;
}

// Deleted between the look and the lock: a new lead then.
function orCreated(row: Decided, states: Map<string, LeadState>): Decided {
  if (row.outcome !== "updated" || row.fresh || states.has(row.leadId)) return row;
  return { ...row, leadId: newId(), outcome: "created", fresh: true };
}

async function resolve(tx: OrgTx, rows: Decided[], one: Intake, ctx: Context): Promise<Map<Decided, Resolved>> {
  const owners = rows.some((row) => row.draft.owner) ? await listOwners(tx) : new Map<string, string>();
  const companies = await findOrInsertCompanies(
    tx,
    rows.map(({ draft }) => companyOf(draft)),
  );
  return new Map(
    rows.map((row, nth): [Decided, Resolved] => {
      const member = row.draft.owner ? (owners.get(row.draft.owner.toLowerCase()) ?? null) : null;
      // A lead that its importer could not see would be gone for them.
      const named = member && (!ctx.actor.sees || ctx.actor.sees.includes(member)) ? member : null;
      if (row.draft.owner && !named) row.draft.metadata = { ...row.draft.metadata, owner: row.draft.owner };
      return [
        row,
        { companyId: companies[nth] ?? null, ownerId: named ?? (row.outcome === "created" ? one.owner_id : null) },
      ];
    }),
  );
}

function companyOf(draft: LeadDraft): { name: string | null; domain: string | null } {
  const mail = draft.points.find((point) => point.kind === "email");
  const domain = draft.company?.domain ?? (mail ? corporateDomainOf(mail) : null);
  return { name: draft.company?.name ?? null, domain };
}

/** The new leads, as states that rows further down in the same set may still change. */
async function storeNew(tx: OrgTx, rows: Decided[], of: (row: Decided) => Resolved, one: Intake, ctx: Context) {
  const created = rows.filter((row) => row.outcome === "created");
  const leads = created.map((row) => newLead(row.draft, row.leadId, of(row), one.id));
  const points = created.map((row) => pointsOfDraft(row.draft, row.leadId));
  // Sent in parts, and waited for by nobody: while the database stores one the next is written out.
  for (let at = 0; at < leads.length; at += sentAtOnce) {
    tx.along(insertLeads(tx, leads.slice(at, at + sentAtOnce), ctx.now));
    tx.along(insertPoints(tx, points.slice(at, at + sentAtOnce).flat(), { fresh: true }));
    await setImmediate();
  }
  await insertTags(
    tx,
    created.flatMap((row) => row.draft.tags.map((tag) => ({ lead_id: row.leadId, tag }))),
  );
  return new Map(
    leads.map((lead, nth): [string, LeadState] => [
      lead.id,
      { ...lead, status: "new", version: 1, points: points[nth] ?? [], tags: [...(created[nth]?.draft.tags ?? [])] },
    ]),
  );
}

function changesOf(
  rows: Decided[],
  states: Map<string, LeadState>,
  of: (row: Decided) => Resolved,
  fill: boolean,
): Changed[] {
  return rows.flatMap((decided) => {
    const lead = decided.outcome === "updated" ? states.get(decided.leadId) : undefined;
    const change = lead ? applyDraft(lead, decided.draft, of(decided), fill) : null;
    return change ? [{ decided, change }] : [];
  });
}

async function storeChanges(
  tx: OrgTx,
  changed: Changed[],
  states: Map<string, LeadState>,
  fresh: Map<string, LeadState>,
  ctx: Context,
): Promise<void> {
  const touched = [...new Set(changed.map((row) => row.decided.leadId))];
  const after = touched.flatMap((id) => states.get(id) ?? fresh.get(id) ?? []);
  await updateLeads(tx, after, ctx.now);
  await insertPoints(
    tx,
    changed.flatMap((row) => row.change.points),
  );
  await insertTags(
    tx,
    changed.flatMap(({ decided, change }) => change.tags.map((tag) => ({ lead_id: decided.leadId, tag }))),
  );
  const moves = new Map(
    changed.flatMap(({ decided, change }) => (change.owner ? [[decided.leadId, change.owner] as const] : [])),
  );
  await insertAssignments(
    tx,
    [...moves].map(([leadId, toUserId]) => ({
      leadId,
      toUserId,
      strategy: "manual",
      assignedBy: ctx.actor.userId,
      at: ctx.now,
    })),
  );
  for (const lead of after) lead.version += 1;
}

/** Keeps what the file calls its leads; a number that is new is a change of a lead that was there. */
async function storeNumbers(tx: OrgTx, written: Decided[], changed: Changed[], states: Map<string, LeadState>) {
  const numbered = written.filter(({ draft }) => draft.external_id !== null);
  const links = await insertExternalLinks(
    tx,
    numbered.map(({ draft, leadId }) => ({ lead_id: leadId, external_id: draft.external_id ?? "" })),
    "file",
  );
  const rowOf = new Map(numbered.map((row) => [row.draft.external_id, row]));
  const taken = new Map<Decided, TakenNumber>();
  for (const { external_id, was } of links) {
    const decided = rowOf.get(external_id);
    if (!decided) continue;
    taken.set(decided, { external_id, was });
    if (!states.has(decided.leadId)) continue;
    const standing = changed.find((row) => row.decided === decided);
    const change = standing?.change ?? { before: nothingBefore(), changes: {}, points: [], tags: [], owner: null };
    change.changes.external_id = { old: null, new: external_id };
    if (!standing) changed.push({ decided, change });
  }
  return taken;
}

function storedRow(
  { draft, leadId, outcome }: Decided,
  change: Change | undefined,
  lead: LeadState | undefined,
  { isFresh, number }: { isFresh: boolean; number: TakenNumber | undefined },
): StoredRow {
  const row = { number: draft.number, line: draft.line, lead_id: leadId, version_after: lead?.version };
  if (outcome === "updated" && !change && !number) return { ...row, outcome: "skipped" };
  // Of a lead that this import made itself, undoing takes the whole lead; only a number that it took from another goes back.
  const before = isFresh ? undefined : change?.before;
  const link = isFresh && number?.was === null ? undefined : number;
  if (!before && !link) return { ...row, outcome };
  return { ...row, outcome, before: { ...(before ?? nothingBefore()), ...(link ? { links: [link] } : {}) } };
}

const eventsOf = (changed: Changed[], states: Map<string, LeadState>): NewEvent[] =>
  changed
    .filter(({ decided }) => states.has(decided.leadId))
    .map(({ decided: { leadId }, change: { changes } }) => ({
      kind: "lead.changed",
      leadId,
      subjects: { lead_id: leadId },
      payload: { lead_id: leadId, changes },
    }));
