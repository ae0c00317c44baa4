import { sql } from "drizzle-orm";
import { foreignKey, index, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./accounts";
import { at, oneOf, tenantColumns, tenantKey } from "./columns";

/** What a recount of the organization found (lib/integrity). */
export const integrityRuns = pgTable(
  "integrity_runs",
  {
    ...tenantColumns(),
    startedBy: uuid("started_by").notNull(),
    state: text("state").notNull().default("running"),
    checks: jsonb("checks").notNull().default([]),
    counts: jsonb("counts"),
    error: text("error"),
    finishedAt: at("finished_at"),
  },
  (t) => [
    tenantKey(t),
    oneOf("integrity_runs_state_check", t.state, ["running", "done", "failed"]),
    uniqueIndex("integrity_runs_one_at_once").on(t.orgId).where(sql`state = 'running'`),
    index("integrity_runs_newest_idx").on(t.orgId, t.createdAt.desc(), t.id.desc()),
    index("integrity_runs_starter_idx").on(t.orgId, t.startedBy),
    foreignKey({
      name: "integrity_runs_starter_fk",
      columns: [t.orgId, t.startedBy],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
  ],
);
