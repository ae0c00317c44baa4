import type { OrgTx } from "@/db/tenant";
import { findOrInsertCompany } from "@/lib/companies/store";
import { pointsOf } from "@/lib/contact-points/point-rules";
import { replacePoints } from "@/lib/contact-points/store";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { AppError, invalid } from "@/lib/core/errors";
import { atLeast, type Role } from "@/lib/core/permissions";
import { moneyOf } from "@/lib/deals/queries";
import { emit } from "@/lib/events/emit";
import { requireActiveMember } from "@/lib/organizations/queries";
import { replaceTags } from "@/lib/tags/store";
import { ownerEvents } from "./assign-owner";
import { companyOf } from "./create-lead";
import { mergeEdits } from "./merge-edits";
import { getLead, getTransition } from "./queries";
import { checkOwner } from "./rules";
import { isSomebody, type Lead, type LeadStatus, NOBODY, type UpdateLeadInput, updateLeadInputSchema } from "./schema";
import {
  insertAssignments,
  insertStatusMoves,
  type LeadColumns,
  type LockedLead,
  lockLead,
  updateLeadColumns,
} from "./store";

/** Changes the given fields of a lead; STALE when somebody changed it since `if_version`. A status goes through its history. */
export const updateLead = defineCommand({
  name: "updateLead",
  permission: "leads:write",
  input: updateLeadInputSchema,
  run: async (tx, { base, ...asked }, ctx): Promise<Lead> => {
    const lead = await lockLead(tx, asked.lead_id);
    const input = base ? await mergeEdits(tx, base, asked, ctx) : asked;
    if (input.if_version !== undefined && input.if_version !== lead.version) {
      throw new AppError(
        "STALE",
        "Somebody changed this lead since you opened it. Reload, look at the change, and send yours again.",
      );
    }
    const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
    // An erased person stays nobody.
    if (isSomebody(lead) && !isSomebody({ ...lead, ...given })) throw invalid("first_name", NOBODY);
    checkOwner(input.owner_id, ctx.actor.sees);
    const { owner_id, ...columns } = await columnsOf(tx, input, lead, ctx);
    const moves = owner_id !== undefined && owner_id !== lead.owner_id;
    const changes = changesOf(lead, moves ? { ...columns, owner_id } : columns);
    if (input.tags) Object.assign(changes, await changeTags(tx, lead.id, input.tags));
    if (input.status && input.status !== lead.status) {
      await changeStatus(tx, lead, input.status, input.status_reason, ctx);
      changes.status = { old: lead.status, new: input.status };
    }
    if (Object.keys(changes).length > 0 || input.tags) await updateLeadColumns(tx, lead.id, columns, ctx.now);
    if (moves) await assign(tx, lead.id, owner_id, ctx);
    if (Object.keys(changes).length > 0 || input.tags) {
      await emit(tx, ctx, [
        {
          kind: "lead.changed",
          leadId: lead.id,
          subjects: { lead_id: lead.id },
          payload: { lead_id: lead.id, changes },
        },
        ...(moves ? ownerEvents(lead.id, lead.owner_id, owner_id, ctx) : []),
      ]);
    }
    return getLead(tx, lead.id);
  },
});

async function assign(tx: OrgTx, leadId: string, toUserId: string | null, ctx: Context): Promise<void> {
  if (toUserId !== null) await requireActiveMember(tx, toUserId);
  await insertAssignments(tx, [{ leadId, toUserId, strategy: "manual", assignedBy: ctx.actor.userId, at: ctx.now }]);
}

async function columnsOf(tx: OrgTx, input: UpdateLeadInput, lead: LockedLead, ctx: Context): Promise<LeadColumns> {
  const { lead_id, company, tags, status, status_reason, if_version, base, phone, linkedin, ...plain } = input;
  const points = pointsOf(input, ctx.defaultRegion);
  const kinds = (["email", "phone", "linkedin"] as const).filter((kind) => input[kind] !== undefined);
  await replacePoints(tx, lead.id, kinds, points);
  const norm = (kind: string) => points.find((point) => point.kind === kind)?.norm ?? null;
  const columns: LeadColumns = { ...plain, ...(await moneyOf(tx, input, lead)) };
  if (phone !== undefined) columns.phone_e164 = norm("phone");
  if (linkedin !== undefined) columns.linkedin = norm("linkedin");
  if (company !== undefined) {
    const given = companyOf(company);
    columns.company_id = given.name ? await findOrInsertCompany(tx, given, null) : null;
  }
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}

type Changes = Record<string, { old: unknown; new: unknown }>;

function changesOf(lead: LockedLead, columns: LeadColumns): Changes {
  const before: Record<string, unknown> = { ...lead, phone_e164: lead.phone };
  const changed = Object.entries(columns).filter(
    ([name, value]) => JSON.stringify(before[name] ?? null) !== JSON.stringify(value ?? null),
  );
  return Object.fromEntries(changed.map(([name, value]) => [name, { old: before[name] ?? null, new: value ?? null }]));
}

async function changeStatus(
  tx: OrgTx,
  lead: LockedLead,
  to: LeadStatus,
  reason: string | undefined,
  ctx: Context,
): Promise<void> {
  if (to === "converted") {
    throw new AppError(
      "STATUS_NOT_ALLOWED",
      "A lead becomes a client by converting it: POST /api/leads/{id}/convert, or Converted in its menu.",
    );
  }
  if (lead.status === "converted") {
    throw new AppError(
      "STATUS_NOT_ALLOWED",
      "This lead is a client. An admin makes it a lead again by undoing the conversion.",
    );
  }
  const transition = await getTransition(tx, lead.status, to);
  if (!atLeast(ctx.actor.role, transition.min_role as Role)) {
    throw new AppError(
      "FORBIDDEN",
      `From ${lead.status} to ${to} takes a ${transition.min_role}. Ask one of your organization.`,
    );
  }
  if (transition.needs_reason && !reason) {
    throw invalid("status_reason", `Going from ${lead.status} to ${to} needs a reason. Say why.`);
  }
  await insertStatusMoves(tx, [
    { leadId: lead.id, to, trigger: "user", actorId: ctx.actor.userId, reason, at: ctx.now },
  ]);
}

/** Replaces the tags and says what they were, where they differ. */
async function changeTags(tx: OrgTx, leadId: string, tags: string[]): Promise<Changes> {
  const before = (await getLead(tx, leadId)).tags;
  await replaceTags(tx, leadId, tags);
  const after = [...new Set(tags)].toSorted();
  const same = before.length === after.length && after.every((tag) => before.includes(tag));
  return same ? {} : { tags: { old: before.join(", "), new: after.join(", ") } };
}
