import type { OrgTx } from "@/db/tenant";
import { isRefused } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { inTheWayOf } from "@/lib/enrollments/rules";
import { gatherFacts } from "@/lib/facts/queries";
import { assessOutreach, isFailing } from "@/lib/guard/rules";
import { channelOf } from "@/lib/outreach/pass-gate";
import { placeMessage } from "@/lib/sending/place-message";
import type { SequenceStep } from "@/lib/sequences/schema";
import { fillFields } from "@/lib/templates/field-rules";
import { fillTemplate, findValues } from "@/lib/templates/fill-queries";
import { comparableText } from "@/lib/texts/rules";
import type { Due } from "./queries";
import { type Met, meetGuard } from "./rules";

type Text = {
  subject: string | null;
  body: string;
  bodyHtml: string | null;
  template: { id: string; version: number; variables: Record<string, string> } | null;
  missing: string[];
};
export type Sent = { kind: "sent"; communicationId: string } | { kind: "lacks"; words: string } | Met;

/** Puts the message of a step into the queue, or says what the guard has against it. The lead is locked. */
export async function sendStep(tx: OrgTx, due: Due, step: SequenceStep, ctx: Context): Promise<Sent> {
  const text = await textOf(tx, due, step, ctx);
  if (text.missing.length > 0)
    return { kind: "lacks", words: `The lead has no ${text.missing.join(" and no ")}, so it is left out.` };
  // Asked before, so that what is only waited for is no prevented collision.
  const facts = await gatherFacts(tx, due.lead_id, ctx.now, step.kind, comparableText(text.body), ctx.now);
  const running = inTheWayOf(due.id, facts.running);
  const channel = channelOf(facts, step.kind);
  const answer = assessOutreach({ ...facts, running }, channel, ctx.actor, ctx.now);
  const met = meetGuard(answer.rules.filter(isFailing), answer.next_allowed_at, due.created_at);
  if (met) return met;
  if (answer.address === null)
    return { kind: "stop", reason: "address_invalid", words: "There is no address on file." };
  const placed = await placeMessage(
    tx,
    {
      leadId: due.lead_id,
      channel: step.kind,
      source: "sequence",
      sendAt: ctx.now,
      subject: text.subject,
      body: text.body,
      bodyHtml: text.bodyHtml,
      template: text.template,
      step: { enrollmentId: due.id, stepId: step.id },
    },
    ctx,
  );
  if (!isRefused(placed)) return { kind: "sent", communicationId: placed.id };
  // Lost to somebody who took the slot of this address under another lead at this very moment.
  return { kind: "stop", reason: "collision", words: placed.refused.detail };
}

async function textOf(tx: OrgTx, due: Due, step: SequenceStep, ctx: Context): Promise<Text> {
  if (step.template_id) {
    const filled = await fillTemplate(
      tx,
      { templateId: step.template_id, leadId: due.lead_id, version: step.template_version ?? undefined },
      ctx,
    );
    const { template_id: id, version, variables } = filled;
    return {
      subject: filled.subject,
      body: filled.body_text,
      bodyHtml: filled.body_html,
      template: { id, version, variables },
      missing: filled.missing,
    };
  }
  const values = (await findValues(tx, ctx, due.lead_id)) ?? {};
  const [subject, body] = [fillFields(step.subject ?? "", values), fillFields(step.body ?? "", values)];
  const missing = [...new Set([...subject.missing, ...body.missing])];
  return { subject: subject.text || null, body: body.text, bodyHtml: null, template: null, missing };
}
