import { sql } from "drizzle-orm";
import { check, index, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { at, oneOf, tenantColumns, tenantKey, tenantReference } from "./columns";
import { leads } from "./leads";
import { leadSequenceEnrollments, nurtureSequences } from "./sequences";

export const triggerKinds = [
  "lead_created",
  "imported",
  "api",
  "status_changed",
  "tag_added",
  "segment_entered",
] as const;
export const triggerOutcomes = ["known", "enrolled", "refused"] as const;

/** What became of each cause that a sequence enrolls people for; of a segment also who is inside it. See drizzle/0053. */
export const sequenceTriggerings = pgTable(
  "sequence_triggerings",
  {
    ...tenantColumns(),
    sequenceId: uuid("sequence_id").notNull(),
    leadId: uuid("lead_id").notNull(),
    causeId: uuid("cause_id").notNull(),
    kind: text("kind", { enum: triggerKinds }).notNull(),
    at: at("at").notNull(),
    outcome: text("outcome", { enum: triggerOutcomes }).notNull(),
    code: text("code"),
    reason: text("reason"),
    enrollmentId: uuid("enrollment_id"),
    leftAt: at("left_at"),
  },
  (t) => [
    tenantKey(t),
    oneOf("sequence_triggerings_kind_check", t.kind, triggerKinds),
    oneOf("sequence_triggerings_outcome_check", t.outcome, triggerOutcomes),
    check("sequence_triggerings_enrolled_check", sql`(outcome = 'enrolled') = (enrollment_id is not null)`),
    check("sequence_triggerings_refused_check", sql`(outcome = 'refused') = (reason is not null)`),
    unique("sequence_triggerings_cause_key").on(t.orgId, t.sequenceId, t.leadId, t.causeId),
    uniqueIndex("sequence_triggerings_inside_key")
      .on(t.orgId, t.sequenceId, t.leadId)
      .where(sql`kind = 'segment_entered' and left_at is null`),
    index("sequence_triggerings_sequence_idx").on(t.orgId, t.sequenceId, t.at.desc(), t.id.desc()),
    index("sequence_triggerings_lead_idx").on(t.orgId, t.leadId),
    tenantReference({ ...t, column: t.sequenceId, to: nurtureSequences, name: "sequence_triggerings_sequence_fk" }),
    tenantReference({ ...t, column: t.leadId, to: leads, name: "sequence_triggerings_lead_fk" }),
    tenantReference({
      ...t,
      column: t.enrollmentId,
      to: leadSequenceEnrollments,
      name: "sequence_triggerings_enrollment_fk",
    }),
  ],
);
