import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import type { SequenceStep } from "@/lib/sequences/schema";
import { fillFields, type Values } from "@/lib/templates/field-rules";
import { fillTemplate, listValues } from "@/lib/templates/fill-queries";
import type { Going } from "./queries";

export type Text = {
  subject: string | null;
  body: string;
  bodyHtml: string | null;
  template: { id: string; version: number; variables: Record<string, string> } | null;
  missing: string[];
};

/** What the fields mean for each of these, in whose name it goes. */
export const valuesOf = (tx: OrgTx, list: Going[]): Promise<(Values | null)[]> =>
  listValues(
    tx,
    list.map(({ due, ctx }) => ({ leadId: due.lead_id, sender: ctx.actor })),
  );

type Asked = { leadId: string; step: SequenceStep; ctx: Context };

/** What a step says to a lead, by its template as it was published or by its own words. NOT_FOUND when the template is not to be used. */
export async function textOf(tx: OrgTx, { leadId, step, ctx }: Asked, values: Values): Promise<Text> {
  if (step.template_id) {
    const version = step.template_version ?? undefined;
    const filled = await fillTemplate(tx, { templateId: step.template_id, leadId, version }, ctx);
    return {
      subject: filled.subject,
      body: filled.body_text,
      bodyHtml: filled.body_html,
      template: { id: filled.template_id, version: filled.version, variables: filled.variables },
      missing: filled.missing,
    };
  }
  const [subject, body] = [fillFields(step.subject ?? "", values), fillFields(step.body ?? "", values)];
  const missing = [...new Set([...subject.missing, ...body.missing])];
  return { subject: subject.text || null, body: body.text, bodyHtml: null, template: null, missing };
}
