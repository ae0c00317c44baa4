import { foreignKey, index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./accounts";
import { at, tenantColumns, tenantKey, tenantReference, tsvector } from "./columns";
import { communications } from "./communications";

/** What became of a call, beside the ledger: the touch took its slot before the phone rang, and is never rewritten. */
export const callResults = pgTable(
  "call_results",
  {
    ...tenantColumns(),
    communicationId: uuid("communication_id").notNull(),
    outcome: text("outcome"),
    durationSeconds: integer("duration_seconds"),
    note: text("note"),
    recordedBy: uuid("recorded_by").notNull(),
  },
  (t) => [
    tenantKey(t),
    unique("call_results_call_key").on(t.orgId, t.communicationId),
    tenantReference({ orgId: t.orgId, column: t.communicationId, to: communications, name: "call_results_call_fk" }),
    foreignKey({
      name: "call_results_recorded_by_fk",
      columns: [t.orgId, t.recordedBy],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
  ],
);

/** What was said in a call. `words` is the trigger's (0015), for the reviewed search function. */
export const communicationTranscripts = pgTable(
  "communication_transcripts",
  {
    ...tenantColumns(),
    communicationId: uuid("communication_id").notNull(),
    text: text("text").notNull(),
    segments: jsonb("segments").notNull(),
    language: text("language"),
    words: tsvector("words").notNull(),
    addedBy: uuid("added_by").notNull(),
    deletedAt: at("deleted_at"),
  },
  (t) => [
    tenantKey(t),
    unique("communication_transcripts_call_key").on(t.orgId, t.communicationId),
    tenantReference({
      orgId: t.orgId,
      column: t.communicationId,
      to: communications,
      name: "communication_transcripts_call_fk",
    }),
    foreignKey({
      name: "communication_transcripts_added_by_fk",
      columns: [t.orgId, t.addedBy],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
    index("communication_transcripts_words_idx").using("gin", t.orgId, t.words),
  ],
);
