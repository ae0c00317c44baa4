import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./accounts";
import { at, oneOf, tenantColumns, tenantKey, tenantReference } from "./columns";
import { leads } from "./leads";

/** What each sign is worth and where the tiers begin. Never changed: the newest version counts. */
export const scoringModels = pgTable(
  "scoring_models",
  {
    ...tenantColumns(),
    version: integer("version").notNull(),
    weights: jsonb("weights").$type<Record<string, number>>().notNull(),
    /** how much of the score is fit, per cent */
    fitShare: integer("fit_share").notNull(),
    fitCap: integer("fit_cap").notNull(),
    engagementCap: integer("engagement_cap").notNull(),
    halfLifeDays: integer("half_life_days").notNull(),
    hot: integer("hot").notNull(),
    warm: integer("warm").notNull(),
    cold: integer("cold").notNull(),
    note: text("note"),
    createdBy: uuid("created_by"),
  },
  (t) => [
    tenantKey(t),
    unique("scoring_models_version_key").on(t.orgId, t.version),
    check("scoring_models_weights_check", sql`jsonb_typeof(weights) = 'object'`),
    check(
      "scoring_models_ranges_check",
      sql`version > 0 and fit_share between 0 and 100 and fit_cap between 1 and 100 and engagement_cap between 1 and 100 and half_life_days between 1 and 365`,
    ),
    check("scoring_models_tiers_check", sql`0 < cold and cold < warm and warm < hot and hot <= 100`),
    foreignKey({
      name: "scoring_models_by_fk",
      columns: [t.orgId, t.createdBy],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
  ],
);

export const scoreReasons = ["first", "event", "night", "model", "asked"] as const;

/** Each score that differed from the one before, with the reason and the version of the model. */
export const leadScoreHistory = pgTable(
  "lead_score_history",
  {
    ...tenantColumns(),
    leadId: uuid("lead_id").notNull(),
    at: at("at").notNull(),
    score: integer("score").notNull(),
    previous: integer("previous"),
    fit: integer("fit").notNull(),
    engagement: integer("engagement").notNull(),
    factors: jsonb("factors").notNull(),
    modelVersion: integer("model_version").notNull(),
    reason: text("reason", { enum: scoreReasons }).notNull(),
  },
  (t) => [
    tenantKey(t),
    check(
      "lead_score_history_score_check",
      sql`score between 0 and 100 and fit between 0 and 100 and engagement between 0 and 100`,
    ),
    oneOf("lead_score_history_reason_check", t.reason, scoreReasons),
    tenantReference({ orgId: t.orgId, column: t.leadId, to: leads, name: "lead_score_history_lead_fk" }),
    index("lead_score_history_lead_idx").on(t.orgId, t.leadId, t.at.desc().nullsFirst(), t.id.desc().nullsFirst()),
  ],
);

/** What was learned from leads that have ended, as it was learned; the newest counts. */
export const learnedModels = pgTable(
  "learned_models",
  {
    ...tenantColumns(),
    version: integer("version").notNull(),
    model: jsonb("model").notNull(),
    told: jsonb("told").notNull(),
    leads: integer("leads").notNull(),
    positives: integer("positives").notNull(),
    learnedAt: at("learned_at").notNull(),
  },
  (t) => [
    tenantKey(t),
    unique("learned_models_version_key").on(t.orgId, t.version),
    check("learned_models_counts_check", sql`positives between 0 and leads`),
  ],
);
