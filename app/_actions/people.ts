"use server";

import { toAction } from "@/app/_adapters/action";
import { endOfDay, typedIn } from "@/app/_adapters/forms";
import type { RecordConsentAction } from "@/components/consents/consent-state";
import { recordConsent } from "@/lib/consents/record-consent";
import { erasePerson } from "@/lib/erasure/erase-person";
import { exportPerson } from "@/lib/erasure/export-person";

export async function erasePersonAction(leadId: string) {
  return toAction(erasePerson, { revalidate: "/" })({ lead_id: leadId });
}

export async function exportPersonAction(leadId: string) {
  return toAction(exportPerson)({ lead_id: leadId });
}

export const recordConsentAction: RecordConsentAction = async (_, form) => {
  const typed = typedIn(form);
  const given = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ""));
  const raw = { ...given, expires_at: endOfDay(given.expires_at) };
  const result = await toAction(recordConsent, { revalidate: "/leads" })(raw);
  return result.ok ? { recorded: result.output } : { problem: result.problem, typed };
};

import { markShared } from "@/lib/contact-points/mark-shared";
import { addStakeholder } from "@/lib/stakeholders/add-stakeholder";

export async function markSharedAction(raw: unknown) {
  return toAction(markShared, { revalidate: "/leads" })(raw);
}

export async function addStakeholderAction(leadId: string, raw: Record<string, unknown>) {
  return toAction(addStakeholder, { revalidate: "/leads" })({ ...raw, lead_id: leadId });
}
