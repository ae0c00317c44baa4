import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { at, tenantColumns, tenantKey, tenantReference } from "./columns";
import { events } from "./events";
import { leads } from "./leads";

/** Somebody is told of an event, once. What happened is the event's to say. Foreign keys to members in 0011 and 0062. */
export const notifications = pgTable(
  "notifications",
  {
    ...tenantColumns(),
    userId: uuid("user_id").notNull(),
    kind: text("kind").notNull(),
    eventId: uuid("event_id").notNull(),
    position: bigint("position", { mode: "number" }).notNull(),
    leadId: uuid("lead_id"),
    readAt: at("read_at"),
  },
  (t) => [
    tenantKey(t),
    unique("notifications_once_key").on(t.orgId, t.eventId, t.userId),
    tenantReference({ orgId: t.orgId, column: t.eventId, to: events, name: "notifications_event_fk" }),
    tenantReference({ orgId: t.orgId, column: t.leadId, to: leads, name: "notifications_lead_fk" }),
    index("notifications_member_idx").on(t.orgId, t.userId, t.position.desc(), t.id.desc()),
    index("notifications_unread_idx").on(t.orgId, t.userId).where(sql`read_at is null`),
  ],
);

/** Kinds that a person does not want to hear of. */
export const notificationMutes = pgTable(
  "notification_mutes",
  { ...tenantColumns(), userId: uuid("user_id").notNull(), kind: text("kind").notNull() },
  (t) => [tenantKey(t), unique("notification_mutes_key").on(t.orgId, t.userId, t.kind)],
);

/** What a member has not read, by mail in the morning: when it is due (null: nothing new) and how far it was told. */
export const notificationDigests = pgTable(
  "notification_digests",
  {
    ...tenantColumns(),
    userId: uuid("user_id").notNull(),
    wanted: boolean("wanted").notNull().default(true),
    nextAt: at("next_at"),
    toldPosition: bigint("told_position", { mode: "number" }).notNull().default(0),
  },
  (t) => [
    tenantKey(t),
    unique("notification_digests_key").on(t.orgId, t.userId),
    check("notification_digests_wanted_check", sql`wanted or next_at is null`),
    index("notification_digests_due_idx").on(t.orgId, t.nextAt).where(sql`next_at is not null`),
  ],
);

/** How far a reader of the events has come. */
export const eventCursors = pgTable(
  "event_cursors",
  {
    ...tenantColumns(),
    name: text("name").notNull(),
    position: bigint("position", { mode: "number" }).notNull().default(0),
  },
  (t) => [tenantKey(t), unique("event_cursors_name_key").on(t.orgId, t.name)],
);

/** Who had a lead and who has it now. The row itself moves the lead (trigger in 0011). */
export const leadAssignments = pgTable(
  "lead_assignments",
  {
    ...tenantColumns(),
    leadId: uuid("lead_id").notNull(),
    fromUserId: uuid("from_user_id"),
    toUserId: uuid("to_user_id"),
    strategy: text("strategy", { enum: ["manual", "hand_over", "round_robin"] }).notNull(),
    assignedBy: uuid("assigned_by"),
    /** the rule that gave it; its key is in the migration */
    ruleId: uuid("rule_id"),
    at: at("at").notNull(),
  },
  (t) => [
    tenantKey(t),
    tenantReference({ orgId: t.orgId, column: t.leadId, to: leads, name: "lead_assignments_lead_fk" }),
    index("lead_assignments_lead_idx").on(t.orgId, t.leadId, t.at.desc()),
  ],
);

/** A rep asks for a lead; its owner, or a manager, decides once. */
export const handOvers = pgTable(
  "hand_overs",
  {
    ...tenantColumns(),
    leadId: uuid("lead_id").notNull(),
    askedBy: uuid("asked_by").notNull(),
    note: text("note"),
    state: text("state", { enum: ["open", "accepted", "rejected"] })
      .notNull()
      .default("open"),
    decidedBy: uuid("decided_by"),
    decidedAt: at("decided_at"),
  },
  (t) => [
    tenantKey(t),
    tenantReference({ orgId: t.orgId, column: t.leadId, to: leads, name: "hand_overs_lead_fk" }),
    uniqueIndex("hand_overs_open_key").on(t.orgId, t.leadId, t.askedBy).where(sql`state = 'open'`),
  ],
);
