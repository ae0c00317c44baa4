"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { asAction, toAction } from "@/app/_adapters/action";
import { leadBase, leadInput, typedIn } from "@/app/_adapters/forms";
import type { LeadFormState } from "@/components/leads/lead-form";
import { listAllMoves } from "@/lib/boards/queries";
import { read } from "@/lib/core/read";
import { possibleDuplicateSchema } from "@/lib/duplicates/schema";
import { createLead } from "@/lib/leads/create-lead";
import { deleteLead } from "@/lib/leads/delete-lead";
import { getLead } from "@/lib/leads/queries";
import { restoreLead } from "@/lib/leads/restore-lead";
import { updateLead } from "@/lib/leads/update-lead";

export async function createLeadAction(_: LeadFormState, form: FormData): Promise<LeadFormState> {
  const unique = form.get("anyway") === null;
  const result = await asAction(async ({ context }) => {
    const lead = await createLead(context, { ...leadInput(form), unique });
    revalidatePath("/leads", "layout");
    return lead;
  });
  if (result.ok) redirect(`/leads/${result.output.id}`);
  const asked = duplicatesSchema.safeParse(result.problem);
  if (asked.success) return { duplicates: asked.data.possible_duplicates, typed: typedIn(form) };
  return { problem: result.problem, typed: typedIn(form) };
}

const duplicatesSchema = z.object({ possible_duplicates: z.array(possibleDuplicateSchema) });

export async function updateLeadAction(leadId: string, _: LeadFormState, form: FormData): Promise<LeadFormState> {
  const result = await asAction(async ({ context }) => {
    await updateLead(context, { ...leadInput(form), lead_id: leadId, base: leadBase(form) });
    revalidatePath("/leads", "layout");
  });
  if (result.ok) redirect(`/leads/${leadId}`);
  const refused = { problem: result.problem, typed: typedIn(form) };
  if (result.problem.code !== "STALE") return refused;
  const newer = await asAction(({ context }) => read(context, "leads:read", (tx) => getLead(tx, leadId)));
  const conflicts = conflictsSchema.safeParse(result.problem);
  return newer.ok && conflicts.success
    ? { ...refused, newer: newer.output, conflicts: conflicts.data.conflicts }
    : refused;
}

const conflictsSchema = z.object({ conflicts: z.array(z.string()) });

export async function changeStatusAction(leadId: string, status: string, reason?: string) {
  return toAction(updateLead, { revalidate: "/leads" })({ lead_id: leadId, status, status_reason: reason });
}

export async function deleteLeadAction(leadId: string) {
  return toAction(deleteLead, { revalidate: "/leads" })({ lead_id: leadId });
}

export async function restoreLeadAction(leadId: string) {
  return toAction(restoreLead, { revalidate: "/leads" })({ lead_id: leadId });
}

/** The moves each status allows who asks, for the list and the board; null when they cannot be had. */
export async function loadMovesAction() {
  const result = await asAction(({ context }) =>
    read(context, "leads:read", (tx) => listAllMoves(tx, context.actor.role)),
  );
  return result.ok ? result.output : null;
}
