import { sql } from "drizzle-orm";
import { boolean, check, foreignKey, index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./accounts";
import { channels } from "./channels";
import { at, tenantColumns, tenantKey, tenantReference } from "./columns";

/** Texts kept under a name. Every version is kept beside it, by a trigger (drizzle/0026). */
export const emailTemplates = pgTable(
  "email_templates",
  {
    ...tenantColumns(),
    name: text("name").notNull(),
    channel: text("channel").notNull(),
    subject: text("subject"),
    body: text("body").notNull(),
    bodyHtml: text("body_html"),
    /** words that a message brings along for it, beside what the lead has */
    variables: jsonb("variables").$type<string[]>().notNull().default([]),
    version: integer("version").notNull().default(1),
    shared: boolean("shared").notNull().default(false),
    ownerId: uuid("owner_id").notNull(),
    editedBy: uuid("edited_by").notNull(),
    archivedAt: at("archived_at"),
  },
  (t) => [
    tenantKey(t),
    check("email_templates_name_check", sql`char_length(name) between 1 and 100`),
    check("email_templates_body_check", sql`char_length(body) between 1 and 100000`),
    check("email_templates_variables_check", sql`jsonb_typeof(variables) = 'array'`),
    check("email_templates_version_check", sql`version >= 1`),
    index("email_templates_owner_idx").on(t.orgId, t.ownerId),
    foreignKey({
      name: "email_templates_channel_fk",
      columns: [t.orgId, t.channel],
      foreignColumns: [channels.orgId, channels.code],
    }),
    foreignKey({
      name: "email_templates_owner_fk",
      columns: [t.orgId, t.ownerId],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
    foreignKey({
      name: "email_templates_editor_fk",
      columns: [t.orgId, t.editedBy],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
  ],
);

export const emailTemplateVersions = pgTable(
  "email_template_versions",
  {
    ...tenantColumns(),
    templateId: uuid("template_id").notNull(),
    version: integer("version").notNull(),
    subject: text("subject"),
    body: text("body").notNull(),
    bodyHtml: text("body_html"),
    variables: jsonb("variables").$type<string[]>().notNull(),
    editedBy: uuid("edited_by").notNull(),
  },
  (t) => [
    tenantKey(t),
    unique("email_template_versions_key").on(t.orgId, t.templateId, t.version),
    tenantReference({
      orgId: t.orgId,
      column: t.templateId,
      to: emailTemplates,
      name: "email_template_versions_template_fk",
    }),
    foreignKey({
      name: "email_template_versions_editor_fk",
      columns: [t.orgId, t.editedBy],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
  ],
);
