import type { Consent } from "@/lib/consents/schema";

export const STATUS_NAMES: Record<Consent["status"], string> = {
  granted: "Granted",
  denied: "Denied",
  unknown: "Unknown",
  withdrawn: "Withdrawn",
};
export const PURPOSE_NAMES: Record<Consent["purpose"], string> = {
  outreach: "Outreach",
  newsletter: "Newsletter",
  research: "Research",
};
export const BASIS_NAMES: Record<NonNullable<Consent["lawful_basis"]>, string> = {
  consent: "Consent",
  legitimate_interest: "Legitimate interest",
  contract: "Contract",
  legal_obligation: "Legal obligation",
  vital_interest: "Vital interest",
  public_task: "Public task",
};
export const POINT_NAMES: Record<Consent["kind"], string> = { email: "Email", phone: "Phone", linkedin: "LinkedIn" };

export const optionsOf = <K extends string>(names: Record<K, string>) =>
  Object.entries<string>(names).map(([value, label]) => ({ value, label }));
