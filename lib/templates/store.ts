import type { OrgTx } from "@/db/tenant";
import type { Content } from "./rules";

type Columns = Content & { name: string; shared: boolean; by: string; at: Date };
export type NewTemplate = Columns & { id: string; channel: string };

/** Keeps new templates; the database keeps their first version. */
export async function insertTemplates(tx: OrgTx, list: NewTemplate[]): Promise<void> {
  for (const { id, name, channel, subject, body, bodyHtml, variables, shared, by, at } of list) {
    await tx.sql`
      insert into email_templates (id, name, channel, subject, body, body_html, variables, shared, owner_id, edited_by, created_at, updated_at)
      values (${id}, ${name}, ${channel}, ${subject}, ${body}, ${bodyHtml}, ${JSON.stringify(variables)}::text::jsonb, ${shared}, ${by}, ${by}, ${at}, ${at})`;
  }
}

/** Writes all of it; a text that changed is the next version, which the database keeps. */
export async function updateTemplateColumns(
  tx: OrgTx,
  id: string,
  columns: Columns,
  isNewText: boolean,
): Promise<void> {
  const { name, subject, body, bodyHtml, variables, shared, by, at } = columns;
  await tx.sql`
    update email_templates set name = ${name}, subject = ${subject}, body = ${body}, body_html = ${bodyHtml},
      variables = ${JSON.stringify(variables)}::text::jsonb, shared = ${shared}, edited_by = ${by}, updated_at = ${at},
      version = version + ${isNewText ? 1 : 0}
    where id = ${id}`;
}

export async function archiveTemplates(tx: OrgTx, ids: string[], at: Date): Promise<void> {
  await tx.sql`update email_templates set archived_at = ${at}, updated_at = ${at} where id = any (${ids}::uuid[])`;
}
