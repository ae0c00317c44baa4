import { foreignKey, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./accounts";
import { at, oneOf, tenantColumns, tenantKey, tenantReference } from "./columns";
import { communications } from "./communications";
import { enrollmentEventKinds } from "./enrollment-event-kinds";
import { leadSequenceEnrollments, sequenceSteps } from "./sequences";

/** Every decision about an enrollment with its reason and when the next one comes. */
export const enrollmentEvents = pgTable(
  "enrollment_events",
  {
    ...tenantColumns(),
    enrollmentId: uuid("enrollment_id").notNull(),
    at: at("at").notNull(),
    kind: text("kind", { enum: enrollmentEventKinds }).notNull(),
    stepId: uuid("step_id"),
    communicationId: uuid("communication_id"),
    reason: text("reason").notNull(),
    nextAt: at("next_at"),
    actorId: uuid("actor_id"),
  },
  (t) => [
    tenantKey(t),
    oneOf("enrollment_events_kind_check", t.kind, enrollmentEventKinds),
    index("enrollment_events_enrollment_idx").on(t.orgId, t.enrollmentId, t.at, t.id),
    tenantReference({
      orgId: t.orgId,
      column: t.enrollmentId,
      to: leadSequenceEnrollments,
      name: "enrollment_events_enrollment_fk",
    }),
    tenantReference({ orgId: t.orgId, column: t.stepId, to: sequenceSteps, name: "enrollment_events_step_fk" }),
    tenantReference({
      orgId: t.orgId,
      column: t.communicationId,
      to: communications,
      name: "enrollment_events_communication_fk",
    }),
    foreignKey({
      name: "enrollment_events_actor_fk",
      columns: [t.orgId, t.actorId],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
  ],
);
