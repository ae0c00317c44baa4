import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { invalid } from "@/lib/core/errors";
import { findSignature } from "@/lib/signatures/queries";
import { withSignature } from "@/lib/signatures/rules";
import { requireNothingMissing } from "@/lib/templates/field-rules";
import { fillTemplate } from "@/lib/templates/fill-queries";
import { cleanHtml, plainPart } from "@/lib/texts/outgoing-html-rules";
import type { NewMessage } from "./place-message";
import type { MessageGiven } from "./schema";

type Text = Pick<NewMessage, "subject" | "body" | "bodyHtml" | "template">;
type Given = Pick<
  MessageGiven,
  "lead_id" | "channel" | "subject" | "body_text" | "body_html" | "template_id" | "variables"
>;

/**
 * What a message says: HTML cleaned and with a plain part of its own, a template filled in for the lead. INVALID for a field that nobody
 * can fill, for formatting where the channel has none, and for variables without a template. A person's own email carries their signature; a program writes its own.
 */
export async function getText(tx: OrgTx, given: Given, ctx: Context): Promise<Text> {
  const text = await writtenText(tx, given, ctx);
  if (ctx.actor.via !== "web" || given.channel !== "email" || !text.body?.trim()) return text;
  const { body, bodyHtml = null } = text;
  return { ...text, ...withSignature({ body, bodyHtml }, await findSignature(tx, ctx.actor.userId)) };
}

async function writtenText(tx: OrgTx, given: Given, ctx: Context): Promise<Text> {
  const { channel, subject, body_text, template_id: templateId, variables } = given;
  const html = given.body_html || null;
  if (html && channel !== "email")
    throw invalid("body_html", "Only an email has formatting. Send the text as body_text.");
  if (templateId) return textOfTemplate(tx, { ...given, template_id: templateId }, ctx);
  if (variables) throw invalid("variables", "Variables belong to a template. Give its template_id, or leave them out.");
  if (!html) return { subject, body: body_text };
  const bodyHtml = cleanHtml(html);
  return { subject, body: body_text?.trim() ? body_text : plainPart(bodyHtml), bodyHtml };
}

async function textOfTemplate(tx: OrgTx, given: Given & { template_id: string }, ctx: Context): Promise<Text> {
  const filled = await fillTemplate(
    tx,
    {
      templateId: given.template_id,
      leadId: given.lead_id,
      variables: given.variables,
      subject: given.subject,
      bodyText: given.body_text,
      bodyHtml: given.body_html,
    },
    ctx,
  );
  if (filled.channel !== given.channel)
    throw invalid(
      "template_id",
      `This template is for the channel "${filled.channel}". Use one for "${given.channel}".`,
    );
  requireNothingMissing(filled.missing);
  return {
    subject: filled.subject,
    body: filled.body_text,
    bodyHtml: filled.body_html,
    template: { id: filled.template_id, version: filled.version, variables: filled.variables },
  };
}
