import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./accounts";
import { at, oneOf, tenantColumns, tenantKey } from "./columns";

export const consentStatuses = ["granted", "denied", "unknown", "withdrawn"] as const;
export const consentPurposes = ["outreach", "newsletter", "research"] as const;
export const lawfulBases = [
  "consent",
  "legitimate_interest",
  "contract",
  "legal_obligation",
  "vital_interest",
  "public_task",
] as const;

/** What a person said about one address and purpose, or why we may write all the same. Append-only; the newest counts. */
export const consents = pgTable(
  "consents",
  {
    ...tenantColumns(),
    kind: text("kind", { enum: ["email", "phone", "linkedin"] }).notNull(),
    valueNorm: text("value_norm").notNull(),
    purpose: text("purpose", { enum: consentPurposes }).notNull(),
    status: text("status", { enum: consentStatuses }).notNull(),
    lawfulBasis: text("lawful_basis", { enum: lawfulBases }),
    at: at("at").notNull(),
    source: text("source").notNull(),
    evidence: text("evidence"),
    expiresAt: at("expires_at"),
    recordedBy: uuid("recorded_by").notNull(),
  },
  (t) => [
    tenantKey(t),
    oneOf("consents_kind_check", t.kind, ["email", "phone", "linkedin"]),
    oneOf("consents_purpose_check", t.purpose, consentPurposes),
    oneOf("consents_status_check", t.status, consentStatuses),
    oneOf("consents_basis_check", t.lawfulBasis, lawfulBases),
    check("consents_granted_check", sql`status <> 'granted' or lawful_basis is not null`),
    check("consents_expiry_check", sql`expires_at is null or status = 'granted'`),
    index("consents_newest_idx").on(
      t.orgId,
      t.valueNorm,
      t.kind,
      t.purpose,
      t.at.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
    foreignKey({
      name: "consents_recorded_by_fk",
      columns: [t.orgId, t.recordedBy],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
  ],
);
