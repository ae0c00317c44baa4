import { z } from "zod";
import { pageInputSchema } from "@/lib/core/schema";

export const CONSENT_STATUSES = ["granted", "denied", "unknown", "withdrawn"] as const;
export const CONSENT_PURPOSES = ["outreach", "newsletter", "research"] as const;
export const LAWFUL_BASES = [
  "consent",
  "legitimate_interest",
  "contract",
  "legal_obligation",
  "vital_interest",
  "public_task",
] as const;

const pointKindSchema = z.enum(["email", "phone", "linkedin"]);

/** `POST /api/leads/{id}/consents`: for one address of the lead and one purpose. */
export const consentBodySchema = z.strictObject({
  kind: pointKindSchema,
  /** one of the lead's addresses of this kind; default: the primary */
  value: z.string().trim().min(1).max(500).nullish(),
  purpose: z.enum(CONSENT_PURPOSES).default("outreach"),
  status: z.enum(CONSENT_STATUSES),
  lawful_basis: z.enum(LAWFUL_BASES).nullish(),
  /** when they said so; default: now */
  at: z.iso.datetime({ offset: true }).nullish(),
  source: z.string().trim().min(1, "Say where this comes from: a form, a call, a contract.").max(200),
  evidence: z.string().trim().max(10_000).nullish(),
  expires_at: z.iso.datetime({ offset: true }).nullish(),
});
export const recordConsentInputSchema = consentBodySchema
  .extend({ lead_id: z.uuid() })
  .refine(({ status, lawful_basis }) => status !== "granted" || lawful_basis, {
    message: "Say on which basis: consent, legitimate interest, a contract and so on.",
    path: ["lawful_basis"],
  })
  .refine(({ status, expires_at }) => status === "granted" || !expires_at, {
    message: "Only a granted consent runs out. Leave this out.",
    path: ["expires_at"],
  });
export type RecordConsentInput = z.output<typeof recordConsentInputSchema>;

export const consentSchema = z.object({
  id: z.uuid(),
  kind: pointKindSchema,
  value_norm: z.string(),
  purpose: z.enum(CONSENT_PURPOSES),
  status: z.enum(CONSENT_STATUSES),
  lawful_basis: z.enum(LAWFUL_BASES).nullable(),
  at: z.iso.datetime(),
  source: z.string(),
  evidence: z.string().nullable(),
  expires_at: z.iso.datetime().nullable(),
  recorded_by: z.object({ id: z.uuid(), name: z.string() }),
  recorded_at: z.iso.datetime(),
  /** the newest for its address and purpose: the one that counts */
  counts: z.boolean(),
});
export type Consent = z.infer<typeof consentSchema>;

export const recordedConsentSchema = consentSchema.extend({ cancelled: z.number().int() });
export type RecordedConsent = z.infer<typeof recordedConsentSchema>;
export const listConsentsInputSchema = pageInputSchema.extend({ id: z.uuid() });
