import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { invalid, notFound } from "@/lib/core/errors";
import { cleanHtml, escapeHtml, plainPart } from "@/lib/texts/outgoing-html-rules";
import { fillFields, isField, requireSoundFields, type Values } from "./field-rules";
import type { FilledTemplate } from "./schema";

export type Filling = {
  templateId: string;
  leadId: string;
  /** values for the template's own variables; they win over what the lead has */
  variables?: Record<string, string>;
  /** a version that was frozen with a sequence, whoever may use the template now; left out: the one that stands */
  version?: number;
  /** what somebody made of the text; left out: the template's */
  subject?: string | null;
  bodyText?: string | null;
  bodyHtml?: string | null;
};

/**
 * A template as this lead would read it, sent by who asks; who sends it must refuse what is `missing` (`requireNothingMissing`).
 * NOT_FOUND when template or lead is not here, INVALID for a variable that the template does not have.
 */
export async function fillTemplate(tx: OrgTx, filling: Filling, ctx: Context): Promise<FilledTemplate> {
  const { templateId, leadId, variables = {} } = filling;
  const [template, values] = await Promise.all([
    findText(tx, ctx, templateId, filling.version ?? null),
    findValues(tx, ctx, leadId),
  ]);
  if (!template) throw notFound("template");
  if (!values) throw notFound("lead");
  for (const name of Object.keys(variables)) {
    if (isField(name) || template.variables.includes(name)) continue;
    throw invalid(`variables.${name}`, "The template has no such variable. Leave it out, or add it to the template.");
  }
  return { template_id: templateId, ...fillIn(template, filling, { ...values, ...variables }) };
}

type Text = Pick<FilledTemplate, "version" | "channel" | "subject" | "body_text" | "body_html"> & {
  variables: string[];
};

function fillIn(template: Text, given: Filling, values: Values): Omit<FilledTemplate, "template_id"> {
  const isOwn = given.bodyHtml || given.bodyText;
  const html = given.bodyHtml ? cleanHtml(given.bodyHtml) : isOwn ? null : template.body_html;
  const plain = html ? null : (given.bodyText ?? template.body_text);
  requireSoundFields(html ? "body_html" : "body_text", html ?? plain ?? "", template.variables);
  requireSoundFields("subject", given.subject ?? "", template.variables);
  const subject = fillFields(given.subject ?? template.subject ?? "", values);
  const body = html ? fillFields(html, values, escapeHtml) : fillFields(plain ?? "", values);
  return {
    version: template.version,
    channel: template.channel,
    subject: subject.text.trim() || null,
    body_text: html ? plainPart(body.text) : body.text,
    body_html: html ? body.text : null,
    missing: [...new Set([...subject.missing, ...body.missing])],
    variables: { ...subject.used, ...body.used },
  };
}

async function findText(tx: OrgTx, { actor }: Context, id: string, version: number | null): Promise<Text | null> {
  const [row] = await tx.sql<Text[]>`
    select v.version, t.channel, v.subject, v.body as body_text, v.body_html, v.variables
    from email_templates t join email_template_versions v on v.org_id = t.org_id and v.template_id = t.id
      and v.version = coalesce(${version}::int, t.version)
    where t.id = ${id} and (${version}::int is not null or (t.archived_at is null and (t.shared or t.owner_id = ${actor.userId})))`;
  return row ?? null;
}

/** What the fields mean for this lead and who sends; null when the lead is not here. */
export async function findValues(tx: OrgTx, { actor }: Context, leadId: string): Promise<Values | null> {
  return (await listValues(tx, [{ leadId, sender: actor }]))[0] ?? null;
}

type Pair = { leadId: string; sender: { userId: string | null; name: string } };

/** The same for many, in the order asked. */
export async function listValues(tx: OrgTx, pairs: Pair[]): Promise<(Values | null)[]> {
  const rows = await tx.sql<(Record<string, string | null> & { lead_id: string | null })[]>`
    select l.id as lead_id, l.first_name, l.last_name, nullif(concat_ws(' ', l.first_name, l.last_name), '') as full_name, l.title,
      c.name as company, coalesce(m.name, a.name) as sender_name
    from unnest(${pairs.map((one) => one.leadId)}::uuid[], ${pairs.map((one) => one.sender.userId)}::uuid[],
        ${pairs.map((one) => one.sender.name)}::text[]) with ordinality as a(lead_id, user_id, name, place)
      left join leads l on l.id = a.lead_id and l.deleted_at is null and l.merged_into_id is null
      left join companies c on c.org_id = l.org_id and c.id = l.company_id
      left join memberships m on m.org_id = l.org_id and m.user_id = a.user_id
    order by a.place`;
  return rows.map(({ lead_id, ...row }) =>
    lead_id ? { ...row, sender_first_name: row.sender_name?.split(" ")[0] } : null,
  );
}
