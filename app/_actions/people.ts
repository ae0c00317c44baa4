"use server";

import { toAction } from "@/app/_adapters/action";
import { markShared } from "@/lib/leads/mark-shared";
import { addStakeholder } from "@/lib/stakeholders/add-stakeholder";

export async function markSharedAction(raw: unknown) {
  return toAction(markShared, { revalidate: "/leads" })(raw);
}

export async function addStakeholderAction(leadId: string, raw: Record<string, unknown>) {
  return toAction(addStakeholder, { revalidate: "/leads" })({ ...raw, lead_id: leadId });
}
