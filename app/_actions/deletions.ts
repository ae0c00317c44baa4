"use server";

import { toAction } from "@/app/_adapters/action";
import { restoreLead } from "@/lib/leads/restore-lead";
import { changeSettings } from "@/lib/settings/change-settings";

export async function restoreDeletedAction(leadId: string) {
  return toAction(restoreLead, { revalidate: "/leads" })({ lead_id: leadId });
}

/** Empty is never. */
export async function changeRetentionAction(days: string) {
  const value = days.trim() === "" ? null : Number(days.trim());
  return toAction(changeSettings, { revalidate: "/settings/retention" })({ "leads.purge_after_days": value });
}
