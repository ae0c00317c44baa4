import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { memberships } from "./accounts";
import { at, oneOf, tenantColumns, tenantKey, tenantReference } from "./columns";
import { leads } from "./leads";

export const importStates = [
  "uploaded",
  "checking",
  "running",
  "done",
  "cancelled",
  "failed",
  "undoing",
  "undone",
] as const;
export const rowOutcomes = ["created", "updated", "skipped", "rejected"] as const;

/** Leads from a file: how its columns are read, how far it has come, and what it came to. The counts always add up. */
export const imports = pgTable(
  "imports",
  {
    ...tenantColumns(),
    createdBy: uuid("created_by").notNull(),
    name: text("name").notNull(),
    storedName: text("stored_name"),
    size: bigint("size", { mode: "number" }).notNull(),
    format: text("format", { enum: ["csv", "xlsx"] }).notNull(),
    encoding: text("encoding"),
    delimiter: text("delimiter"),
    sheet: text("sheet"),
    header: text("header").array().notNull(),
    headerKey: text("header_key").notNull(),
    sample: jsonb("sample").notNull().default([]),
    rowsEstimated: integer("rows_estimated").notNull(),
    rowsExact: boolean("rows_exact").notNull(),
    mapping: jsonb("mapping").notNull(),
    dateOrders: jsonb("date_orders").notNull().default({}),
    emptyValues: text("empty_values").array().notNull().default([]),
    duplicates: text("duplicates", { enum: ["skip", "update", "fill", "create"] })
      .notNull()
      .default("skip"),
    ownerId: uuid("owner_id"),
    state: text("state", { enum: importStates }).notNull().default("uploaded"),
    dryRun: jsonb("dry_run"),
    error: text("error"),
    rows: integer("rows").notNull().default(0),
    created: integer("created").notNull().default(0),
    updated: integer("updated").notNull().default(0),
    skipped: integer("skipped").notNull().default(0),
    rejected: integer("rejected").notNull().default(0),
    dncAdded: integer("dnc_added").notNull().default(0),
    startedAt: at("started_at"),
    finishedAt: at("finished_at"),
    undoUntil: at("undo_until"),
    undoAskedAt: at("undo_asked_at"),
    undoneAt: at("undone_at"),
    undone: integer("undone").notNull().default(0),
    kept: integer("kept").notNull().default(0),
  },
  (t) => [
    tenantKey(t),
    oneOf("imports_format_check", t.format, ["csv", "xlsx"]),
    oneOf("imports_duplicates_check", t.duplicates, ["skip", "update", "fill", "create"]),
    oneOf("imports_state_check", t.state, importStates),
    check("imports_sum_check", sql`rows = created + updated + skipped + rejected`),
    check(
      "imports_finished_check",
      sql`(state in ('done', 'cancelled', 'failed', 'undoing', 'undone')) = (finished_at is not null)`,
    ),
    check("imports_undone_check", sql`undone_at is null or undone_at >= undo_asked_at`),
    foreignKey({
      name: "imports_author_fk",
      columns: [t.orgId, t.createdBy],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
    foreignKey({
      name: "imports_owner_fk",
      columns: [t.orgId, t.ownerId],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
    index("imports_newest_idx").on(t.orgId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("imports_header_idx")
      .on(t.orgId, t.headerKey, t.createdAt.desc().nullsFirst())
      .where(sql`state <> 'uploaded'`),
  ],
);

/** What became of one row of a file; of a rejected one its cells, of an updated one what the lead was before. */
export const importRows = pgTable(
  "import_rows",
  {
    ...tenantColumns(),
    importId: uuid("import_id").notNull(),
    number: integer("number").notNull(),
    line: integer("line").notNull(),
    outcome: text("outcome", { enum: rowOutcomes }).notNull(),
    leadId: uuid("lead_id"),
    problems: jsonb("problems"),
    cells: jsonb("cells"),
    before: jsonb("before"),
    versionAfter: integer("version_after"),
    undo: text("undo", { enum: ["undone", "kept"] }),
  },
  (t) => [
    tenantKey(t),
    unique("import_rows_once_key").on(t.orgId, t.importId, t.number),
    oneOf("import_rows_outcome_check", t.outcome, rowOutcomes),
    check("import_rows_rejected_check", sql`(outcome = 'rejected') = (problems is not null)`),
    check("import_rows_lead_check", sql`outcome = 'rejected' or lead_id is not null`),
    oneOf("import_rows_undo_check", t.undo, ["undone", "kept"]),
    tenantReference({ orgId: t.orgId, column: t.importId, to: imports, name: "import_rows_import_fk" }),
    tenantReference({ orgId: t.orgId, column: t.leadId, to: leads, name: "import_rows_lead_fk" }),
    index("import_rows_lead_idx").on(t.orgId, t.leadId).where(sql`lead_id is not null`),
    index("import_rows_outcome_idx").on(t.orgId, t.importId, t.outcome, t.number),
  ],
);

/** What another system calls a lead. */
export const externalLinks = pgTable(
  "external_links",
  {
    ...tenantColumns(),
    leadId: uuid("lead_id").notNull(),
    system: text("system").notNull(),
    externalId: text("external_id").notNull(),
  },
  (t) => [
    tenantKey(t),
    unique("external_links_key").on(t.orgId, t.system, t.externalId),
    tenantReference({ orgId: t.orgId, column: t.leadId, to: leads, name: "external_links_lead_fk" }),
    index("external_links_lead_idx").on(t.orgId, t.leadId),
  ],
);
