import { sql } from "drizzle-orm";
import { bigint, check, foreignKey, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./accounts";
import { at, oneOf, tenantColumns, tenantKey, tenantReference } from "./columns";
import { leads } from "./leads";
import { suggestions } from "./suggestions";

export const aiRunStatuses = ["running", "done", "refused", "failed", "garbage"] as const;

/** Every time a language model was asked: for whom, what it took. The text that was sent is not kept. */
export const aiRuns = pgTable(
  "ai_runs",
  {
    ...tenantColumns(),
    userId: uuid("user_id").notNull(),
    leadId: uuid("lead_id"),
    suggestionId: uuid("suggestion_id"),
    purpose: text("purpose", { enum: ["suggestion"] }).notNull(),
    model: text("model").notNull(),
    status: text("status", { enum: aiRunStatuses }).notNull(),
    reservedTokens: integer("reserved_tokens").notNull(),
    inputTokens: integer("input_tokens"),
    outputTokens: integer("output_tokens"),
    /** millionths of the currency that the price is given in */
    costMicros: bigint("cost_micros", { mode: "number" }),
    latencyMs: integer("latency_ms"),
    error: text("error"),
    startedAt: at("started_at").notNull(),
  },
  (t) => [
    tenantKey(t),
    oneOf("ai_runs_purpose_check", t.purpose, ["suggestion"]),
    oneOf("ai_runs_status_check", t.status, aiRunStatuses),
    check(
      "ai_runs_tokens_check",
      sql`reserved_tokens >= 0 and input_tokens >= 0 and output_tokens >= 0 and cost_micros >= 0 and latency_ms >= 0`,
    ),
    foreignKey({
      name: "ai_runs_user_fk",
      columns: [t.orgId, t.userId],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
    tenantReference({ orgId: t.orgId, column: t.leadId, to: leads, name: "ai_runs_lead_fk" }),
    tenantReference({ orgId: t.orgId, column: t.suggestionId, to: suggestions, name: "ai_runs_suggestion_fk" }),
    index("ai_runs_started_idx").on(t.orgId, t.startedAt.desc().nullsFirst()),
  ],
);
