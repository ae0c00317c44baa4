import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  date,
  type ExtraConfigColumn,
  foreignKey,
  index,
  integer,
  jsonb,
  type PgColumn,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { memberships } from "./accounts";
import { at, oneOf, tenantColumns, tenantKey, tenantReference } from "./columns";
import { companies } from "./companies";
import { contacts } from "./contacts";

export const leadStatuses = [
  "new",
  "enriched",
  "contacted",
  "conversing",
  "qualified",
  "proposal",
  "on_ice",
  "converted",
  "lost",
  "unqualified",
] as const;

export const priorityTiers = ["hot", "warm", "cold", "dormant"] as const;

const mergedInto = (t: Record<"orgId" | "id" | "mergedIntoId", PgColumn>) =>
  foreignKey({ name: "leads_merged_into_fk", columns: [t.orgId, t.mergedIntoId], foreignColumns: [t.orgId, t.id] });

const scoreLaws = (t: Record<"priorityTier", PgColumn>) => [
  check("leads_score_check", sql`score between 0 and 100`),
  oneOf("leads_tier_check", t.priorityTier, priorityTiers),
  check("leads_axes_check", sql`fit_score between 0 and 100 and engagement_score between 0 and 100`),
  check("leads_probability_check", sql`predicted_close_probability between 0 and 1`),
  check("leads_override_check", sql`probability_override between 0 and 1`),
];

/** One pursuit of one person. The summary columns are written by the ledger's trigger alone, the status by its history. */
export const leads = pgTable(
  "leads",
  {
    ...tenantColumns(),
    firstName: text("first_name"),
    lastName: text("last_name"),
    title: text("title"),
    email: text("email"),
    phoneE164: text("phone_e164"),
    linkedin: text("linkedin"),
    companyId: uuid("company_id"),
    ownerId: uuid("owner_id"),
    status: text("status", { enum: leadStatuses }).notNull().default("new"),
    statusChangedAt: at("status_changed_at").notNull().defaultNow(),
    /** the furthest status it was ever in, by its place among the stages (trigger) */
    furthestStage: smallint("furthest_stage").notNull().default(1),
    score: integer("score"),
    /** follows the score by the thresholds of the newest model (trigger) */
    priorityTier: text("priority_tier", { enum: priorityTiers }),
    fitScore: integer("fit_score"),
    engagementScore: integer("engagement_score"),
    scoreFactors: jsonb("score_factors").notNull().default([]),
    signals: jsonb("signals").notNull().default([]),
    lastScoredAt: at("last_scored_at"),
    /** somebody gave it, or a file: no model writes over it */
    scoreGiven: boolean("score_given").notNull().default(false),
    source: text("source"),
    /** what the words mean, written by a trigger; its key is in the migration */
    sourceId: uuid("source_id"),
    sourceMetadata: jsonb("source_metadata").$type<Record<string, unknown>>().notNull().default({}),
    timezone: text("timezone"),
    language: text("language"),
    estimatedValueMinor: bigint("estimated_value_minor", { mode: "number" }),
    currency: text("currency"),
    expectedCloseDate: date("expected_close_date"),
    predictedCloseProbability: real("predicted_close_probability"),
    probabilityOverride: real("probability_override"),
    metadata: jsonb("metadata").$type<Record<string, unknown>>().notNull().default({}),
    /** the import that brought it; the foreign key is in the migration, since imports know leads too */
    importId: uuid("import_id"),
    version: integer("version").notNull().default(1),
    deletedAt: at("deleted_at"),
    purgedAt: at("purged_at"),
    convertedAt: at("converted_at"),
    /** the standing client; its key is in the migration, since clients reference leads */
    convertedClientId: uuid("converted_client_id"),
    /** the lead this one was made a part of; then it is deleted too */
    mergedIntoId: uuid("merged_into_id"),
    lastContactedAt: at("last_contacted_at"),
    lastContactChannel: text("last_contact_channel"),
    lastContactedBy: uuid("last_contacted_by"),
    lastCommunicationId: uuid("last_communication_id"),
    contactCount: integer("contact_count").notNull().default(0),
    firstContactedAt: at("first_contacted_at"),
    lastResponseAt: at("last_response_at"),
    replyCount: integer("reply_count").notNull().default(0),
    firstResponseSeconds: bigint("first_response_seconds", { mode: "number" }),
    lastActivityAt: at("last_activity_at"),
    lastThreadId: uuid("last_thread_id"),
    awaitingReply: boolean("awaiting_reply").generatedAlwaysAs(
      sql`last_contacted_at is not null and (last_response_at is null or last_response_at < last_contacted_at)`,
    ),
    needsReply: boolean("needs_reply").generatedAlwaysAs(
      sql`last_response_at is not null and (last_contacted_at is null or last_response_at >= last_contacted_at)`,
    ),
  },
  (t) => [
    tenantKey(t),
    oneOf("leads_status_check", t.status, leadStatuses),
    ...scoreLaws(t),
    check("leads_phone_check", sql`phone_e164 ~ '^\\+[1-9][0-9]{6,14}$'`),
    check("leads_value_check", sql`estimated_value_minor between 0 and 9007199254740991`),
    check(
      "leads_currency_check",
      sql`(currency is null or currency ~ '^[A-Z]{3}$') and (estimated_value_minor is null or currency is not null)`,
    ),
    check("leads_merged_check", sql`merged_into_id is null or (deleted_at is not null and merged_into_id <> id)`),
    mergedInto(t),
    tenantReference({ orgId: t.orgId, column: t.companyId, to: companies, name: "leads_company_fk" }),
    foreignKey({
      name: "leads_owner_fk",
      columns: [t.orgId, t.ownerId],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
    index("leads_created_idx")
      .on(t.orgId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`deleted_at is null`),
    index("leads_updated_idx")
      .on(t.orgId, t.updatedAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`deleted_at is null`),
    index("leads_last_contacted_idx")
      .on(
        t.orgId,
        sql`(case when last_contacted_at is null then '-infinity'::timestamptz else last_contacted_at end) desc`,
        t.id.desc().nullsFirst(),
      )
      .where(sql`deleted_at is null`),
    index("leads_status_idx")
      .on(
        t.orgId,
        t.status,
        sql`(case when last_contacted_at is null then '-infinity'::timestamptz else last_contacted_at end) desc`,
        t.id.desc().nullsFirst(),
      )
      .where(sql`deleted_at is null`),
    index("leads_owner_idx")
      .on(
        t.orgId,
        t.ownerId,
        sql`(case when last_contacted_at is null then '-infinity'::timestamptz else last_contacted_at end) desc`,
        t.id.desc().nullsFirst(),
      )
      .where(sql`deleted_at is null`),
    index("leads_score_idx")
      .on(t.orgId, sql`(case when score is null then -1 else score end) desc`, t.id.desc().nullsFirst())
      .where(sql`deleted_at is null`),
    index("leads_scored_idx")
      .on(t.orgId, t.lastScoredAt.asc().nullsFirst())
      .where(sql`deleted_at is null and not score_given`),
    index("leads_name_idx")
      .on(t.orgId, sql`lower(coalesce(last_name, '') || ' ' || coalesce(first_name, ''))`, t.id)
      .where(sql`deleted_at is null`),
    index("leads_source_idx").on(t.orgId, t.sourceId, t.createdAt).where(sql`source_id is not null`),
    index("leads_company_idx").on(t.orgId, t.companyId).where(sql`deleted_at is null`),
    ...contactIndexes(t),
  ],
);

type Contacts = "lastResponseAt" | "lastContactedAt" | "firstContactedAt";

/** Who was contacted in some days; who waits for us, and for whom we wait, the longest first; and the bin. */
function contactIndexes(t: Record<"orgId" | "id" | "ownerId" | "deletedAt" | Contacts, ExtraConfigColumn>) {
  return [
    index("leads_contacted_idx")
      .on(t.orgId, t.firstContactedAt, t.lastContactedAt)
      .where(sql`first_contacted_at is not null`),
    index("leads_needs_reply_idx").on(t.orgId, t.lastResponseAt, t.id).where(sql`needs_reply and deleted_at is null`),
    index("leads_awaiting_reply_idx")
      .on(t.orgId, t.lastContactedAt, t.id)
      .where(sql`awaiting_reply and deleted_at is null`),
    index("leads_owner_needs_reply_idx")
      .on(t.orgId, t.ownerId, t.lastResponseAt, t.id)
      .where(sql`needs_reply and deleted_at is null`),
    index("leads_owner_awaiting_reply_idx")
      .on(t.orgId, t.ownerId, t.lastContactedAt, t.id)
      .where(sql`awaiting_reply and deleted_at is null`),
    index("leads_deleted_idx")
      .on(t.orgId, t.deletedAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`deleted_at is not null`),
  ];
}

/**
 * A normalised address of a lead or a stakeholder. Not unique: two with one address are one person to guard and do-not-contact list,
 * unless it is shared.
 */
export const contactPoints = pgTable(
  "contact_points",
  {
    ...tenantColumns(),
    leadId: uuid("lead_id"),
    contactId: uuid("contact_id"),
    kind: text("kind", { enum: ["email", "phone", "linkedin"] }).notNull(),
    raw: text("raw").notNull(),
    norm: text("norm").notNull(),
    /** registrable domain by the public-suffix list; null for free mail */
    corporateDomain: text("corporate_domain"),
    label: text("label"),
    isPrimary: boolean("is_primary").notNull().default(false),
    shared: boolean("shared").notNull().default(false),
    verifiedAt: at("verified_at"),
    invalidAt: at("invalid_at"),
    bounceState: text("bounce_state"),
  },
  (t) => [
    tenantKey(t),
    unique("contact_points_lead_key").on(t.orgId, t.leadId, t.kind, t.norm),
    oneOf("contact_points_kind_check", t.kind, ["email", "phone", "linkedin"]),
    oneOf("contact_points_bounce_check", t.bounceState, ["soft", "hard"]),
    tenantReference({ orgId: t.orgId, column: t.leadId, to: leads, name: "contact_points_lead_fk" }),
    uniqueIndex("contact_points_contact_key")
      .on(t.orgId, t.contactId, t.kind, t.norm)
      .where(sql`contact_id is not null`),
    check("contact_points_owner_check", sql`num_nonnulls(lead_id, contact_id) = 1`),
    tenantReference({ orgId: t.orgId, column: t.contactId, to: contacts, name: "contact_points_contact_fk" }),
    index("contact_points_shared_idx").on(t.orgId, t.kind, t.norm).where(sql`shared`),
    index("contact_points_norm_idx").on(t.orgId, t.norm, t.kind),
  ],
);

/** The allowed moves between statuses, as rows; the same for every organization. */
export const leadStatusTransitions = pgTable(
  "lead_status_transitions",
  {
    fromStatus: text("from_status", { enum: leadStatuses }).notNull(),
    toStatus: text("to_status", { enum: leadStatuses }).notNull(),
    needsReason: boolean("needs_reason").notNull().default(false),
    minRole: text("min_role").notNull().default("rep"),
  },
  (t) => [primaryKey({ columns: [t.fromStatus, t.toStatus] })],
);

/** Inserting a row here is how a lead changes its status; a trigger applies it. */
export const leadStatusHistory = pgTable(
  "lead_status_history",
  {
    ...tenantColumns(),
    leadId: uuid("lead_id").notNull(),
    fromStatus: text("from_status", { enum: leadStatuses }),
    toStatus: text("to_status", { enum: leadStatuses }).notNull(),
    trigger: text("trigger", { enum: ["user", "log", "reply", "rule", "import", "merge", "undo"] }).notNull(),
    reason: text("reason"),
    actorId: uuid("actor_id"),
    at: at("at").notNull(),
    secondsInPrevious: bigint("seconds_in_previous", { mode: "number" }),
    /** whose way this tells, where it came with a merge */
    mergedFrom: uuid("merged_from"),
  },
  (t) => [
    tenantKey(t),
    oneOf("lead_status_history_to_check", t.toStatus, leadStatuses),
    oneOf("lead_status_history_trigger_check", t.trigger, ["user", "log", "reply", "rule", "import", "merge", "undo"]),
    tenantReference({ orgId: t.orgId, column: t.leadId, to: leads, name: "lead_status_history_lead_fk" }),
    tenantReference({ orgId: t.orgId, column: t.mergedFrom, to: leads, name: "lead_status_history_merged_from_fk" }),
    foreignKey({
      name: "lead_status_history_actor_fk",
      columns: [t.orgId, t.actorId],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
    // It holds more columns than it can say here, as do the leads' own by arrival and the touches' by lead (0083).
    index("lead_status_history_lead_idx").on(t.orgId, t.leadId, t.at, t.createdAt, t.id),
  ],
);

export const tagColours = ["grey", "blue", "green", "amber", "red", "violet"] as const;

export const tags = pgTable(
  "tags",
  { ...tenantColumns(), name: text("name").notNull(), colour: text("colour", { enum: tagColours }) },
  (t) => [tenantKey(t), oneOf("tags_colour_check", t.colour, tagColours), unique("tags_name_key").on(t.orgId, t.name)],
);

export const leadTags = pgTable(
  "lead_tags",
  { ...tenantColumns(), leadId: uuid("lead_id").notNull(), tagId: uuid("tag_id").notNull() },
  (t) => [
    tenantKey(t),
    unique("lead_tags_key").on(t.orgId, t.leadId, t.tagId),
    index("lead_tags_tag_idx").on(t.orgId, t.tagId, t.leadId),
    tenantReference({ orgId: t.orgId, column: t.leadId, to: leads, name: "lead_tags_lead_fk" }),
    tenantReference({ orgId: t.orgId, column: t.tagId, to: tags, name: "lead_tags_tag_fk" }),
  ],
);

/** What search looks through for one lead, apart from the lead so that a touch does not rewrite its trigram entries. */
export const leadSearch = pgTable("lead_search", { ...tenantColumns(), document: text("document").notNull() }, (t) => [
  tenantKey(t),
  tenantReference({ orgId: t.orgId, column: t.id, to: leads, name: "lead_search_lead_fk" }),
]);
