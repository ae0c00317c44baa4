import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import { fieldsOf, mayChange, rateOf } from "./rules";
import type { ListTemplateVersionsInput, Template, TemplateVersion } from "./schema";

type Times<T> = Omit<T, "created_at" | "updated_at" | "results" | "may_change" | "fields"> & {
  created_at: Date;
  sent: number;
  replied: number;
  opened: number | null;
  clicked: number | null;
};
type Row = Times<Template> & { updated_at: Date };

/** The templates that who asks may use, by name: shared ones and their own. */
export async function listTemplates(tx: OrgTx, ctx: Context): Promise<Template[]> {
  return (await selectTemplates(tx, ctx, null)).map((row) => toTemplate(row, ctx));
}

/** One template; NOT_FOUND when it is not here, or a colleague's own. */
export async function getTemplate(tx: OrgTx, ctx: Context, id: string): Promise<Template> {
  const [row] = await selectTemplates(tx, ctx, id);
  if (!row) throw notFound("template");
  return toTemplate(row, ctx);
}

const selectTemplates = (tx: OrgTx, ctx: Context, id: string | null) => tx.sql<Row[]>`
  select t.id, t.name, t.channel, t.subject, t.body as body_text, t.body_html, t.variables, t.version, t.shared,
    jsonb_build_object('id', m.user_id, 'name', m.name) as owner, r.sent, r.replied, r.opened, r.clicked, t.created_at, t.updated_at
  from email_templates t join memberships m on m.org_id = t.org_id and m.user_id = t.owner_id
  cross join lateral (
    select count(*)::int as sent, count(c.replied_at)::int as replied, ${tx.sql.unsafe(LOOKED_AT)} from communications c
    where c.org_id = t.org_id and c.template_id = t.id and c.status in ('sent', 'delivered', 'bounced')) r
  where ${inSight(tx, ctx)} and (${id}::uuid is null or t.id = ${id}) order by lower(t.name), t.id limit 500`;

// What people did; machines are counted nowhere, and nothing is told while nobody wants to look.
const LOOKED_AT = `case when (current_settings() ->> 'tracking.opens_and_clicks')::boolean then count(*) filter (where c.open_count > 0)::int end as opened,
  case when (current_settings() ->> 'tracking.opens_and_clicks')::boolean then count(*) filter (where c.click_count > 0)::int end as clicked`;

const inSight = (tx: OrgTx, { actor }: Context) =>
  tx.sql`t.archived_at is null and (t.shared or t.owner_id = ${actor.userId})`;

/** Every text it ever had, the newest first, with what became of each. */
export async function listTemplateVersions(
  tx: OrgTx,
  ctx: Context,
  { id, limit, cursor }: ListTemplateVersionsInput,
): Promise<{ data: TemplateVersion[]; next_cursor: string | null }> {
  await getTemplate(tx, ctx, id);
  const before = decodeCursor("template versions", cursor, "integer")?.[0] ?? null;
  const rows = await tx.sql<Times<TemplateVersion>[]>`
    select v.version, v.subject, v.body as body_text, v.body_html, v.variables, jsonb_build_object('id', m.user_id, 'name', m.name) as edited_by,
      r.sent, r.replied, r.opened, r.clicked, v.created_at
    from email_template_versions v join memberships m on m.org_id = v.org_id and m.user_id = v.edited_by
    cross join lateral (
      select count(*)::int as sent, count(c.replied_at)::int as replied, ${tx.sql.unsafe(LOOKED_AT)} from communications c
      where c.org_id = v.org_id and c.template_id = v.template_id and c.template_version = v.version and c.status in ('sent', 'delivered', 'bounced')) r
    where v.template_id = ${id} and (${before}::int is null or v.version < ${before})
    order by v.version desc limit ${limit + 1}`;
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const data = rows.slice(0, limit).map(({ sent, replied, opened, clicked, ...row }) => ({
    ...row,
    results: { sent, replied, rate: rateOf(sent, replied), opened, clicked },
    created_at: row.created_at.toISOString(),
  }));
  return { data, next_cursor: last ? encodeCursor("template versions", [last.version, id]) : null };
}

export type LockedTemplate = {
  id: string;
  name: string;
  channel: string;
  subject: string | null;
  body: string;
  body_html: string | null;
  variables: string[];
  version: number;
  shared: boolean;
  owner_id: string;
};

/** The same, locked; who comes second waits and sees what the first left. */
export async function lockTemplate(tx: OrgTx, ctx: Context, id: string): Promise<LockedTemplate> {
  const [row] = await tx.sql<LockedTemplate[]>`
    select t.id, t.name, t.channel, t.subject, t.body, t.body_html, t.variables, t.version, t.shared, t.owner_id
    from email_templates t where t.id = ${id} and ${inSight(tx, ctx)} for no key update of t`;
  if (!row) throw notFound("template");
  return row;
}

const toTemplate = ({ sent, replied, opened, clicked, ...row }: Row, { actor }: Context): Template => ({
  ...row,
  fields: fieldsOf({ subject: row.subject, body: row.body_text }),
  may_change: mayChange(actor, row.owner.id, row.shared),
  results: { sent, replied, rate: rateOf(sent, replied), opened, clicked },
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
});
