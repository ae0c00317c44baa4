import type { OrgTx } from "@/db/tenant";
import { requireCampaign } from "@/lib/campaigns/rule-queries";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { emit } from "@/lib/events/emit";
import type { Channel } from "@/lib/guard/schema";
import { verdictWord } from "@/lib/guard/verdict-rules";
import { assessKnownLeads } from "@/lib/outreach/assess-lead";
import { dayAt } from "@/lib/outreach-items/rules";
import { ensureBatch, insertItems, type NewItem, updateBatchCampaign } from "@/lib/outreach-items/store";
import { listSegmentLeads } from "@/lib/segments/leads-queries";
import { listSegmentLeadsInputSchema } from "@/lib/segments/schema";
import { fillTemplate } from "@/lib/templates/fill-queries";
import { findMailRoom } from "./mail-room-queries";
import { type Candidate, getDay, listCandidates, listTaken } from "./queries";
import { fitMail, shareRoom, toneOf } from "./rules";
import { createDayInputSchema, type Day } from "./schema";

/** So many more are looked at, since the guard refuses some. */
const spare = 40;

/**
 * Fills somebody's day up to their capacity, with as many emails as may still leave today: who waits for an answer, who did not answer, then a segment. Whom the guard would refuse is left
 * out, and so is who stands in a colleague's day. Again adds what is missing.
 */
export const createDay = defineCommand({
  name: "createDay",
  permission: "communications:write",
  input: createDayInputSchema,
  run: async (tx, { segment_id, template_id, campaign_id, at_most }, ctx): Promise<Day> => {
    const batchId = await ensureBatch(tx, ctx.actor.userId, dayAt(ctx.timezone, ctx.now), ctx.now);
    if (campaign_id) await requireCampaign(tx, campaign_id);
    if (campaign_id !== undefined) await updateBatchCampaign(tx, batchId, campaign_id, ctx.now);
    const before = await getDay(tx, ctx);
    const room = Math.min(at_most ?? Number.POSITIVE_INFINITY, Math.max(0, before.capacity - before.total));
    const known = new Set(before.data.map((one) => one.lead.id));
    const [own, others] = [await listCandidates(tx, ctx, room + spare), await fromSegment(tx, segment_id ?? null, ctx)];
    const taken = await listTaken(tx, [...own, ...others], ctx);
    const left = (one: Candidate) => !known.has(one.lead_id) && !taken.has(one.lead_id);
    const list = [...own.filter(left), ...others.filter(left).slice(0, room + spare)];
    const mailRoom = await findMailRoom(tx, ctx);
    const free = shareRoom(fitMail(await freeOnes(tx, list, ctx), mailRoom), room);
    const items: NewItem[] = [];
    for (const one of free) items.push({ batchId, ...(await prepare(tx, one, template_id ?? null, ctx)) });
    const added = await insertItems(tx, items, ctx.now);
    if (added > 0)
      await emit(tx, ctx, [{ kind: "outreach_batch.filled", subjects: { batch_id: batchId }, payload: { added } }]);
    const emails = free.filter((one) => one.channel === "email").length;
    return { ...(await getDay(tx, ctx)), emails_left: mailRoom === null ? null : mailRoom - emails };
  },
});

async function fromSegment(tx: OrgTx, segmentId: string | null, ctx: Context): Promise<Candidate[]> {
  if (segmentId === null) return [];
  const page = await listSegmentLeads(tx, ctx, listSegmentLeadsInputSchema.parse({ id: segmentId, limit: 200 }));
  return page.data.map((lead) => ({
    lead_id: lead.id,
    reason: "segment" as const,
    why: lead.last_contacted_at ? "From the segment" : "First contact",
    channel: lead.email ? "email" : lead.phone ? "call" : "linkedin",
    due_at: ctx.now,
  }));
}

/** Pre-checked by the gate; who wrote is answered whatever the windows say. */
async function freeOnes(tx: OrgTx, list: Candidate[], ctx: Context): Promise<Candidate[]> {
  const answers = new Map(
    (await assessKnownLeads(tx, [...new Set(list.map((one) => one.lead_id))], ctx)).map((one) => [one.lead_id, one]),
  );
  const seen = new Set<string>();
  return list.filter((one) => {
    if (seen.has(one.lead_id)) return false;
    seen.add(one.lead_id);
    const answer = answers.get(one.lead_id)?.channels[one.channel as Channel];
    if (!answer) return false;
    const word = verdictWord(answer, one.channel as Channel);
    return one.reason === "reply"
      ? word !== "blocked"
      : word === "free" || (one.reason === "follow_up" && word === "wait");
  });
}

async function prepare(
  tx: OrgTx,
  one: Candidate,
  templateId: string | null,
  ctx: Context,
): Promise<Omit<NewItem, "batchId">> {
  const { lead_id: leadId, reason, why, channel, due_at: dueAt } = one;
  // Who wrote is answered, and no template knows what they wrote.
  const fills = templateId && channel === "email" && reason !== "reply";
  const filled = fills ? await fillTemplate(tx, { templateId, leadId }, ctx) : null;
  const [subject, body] = filled ? [filled.subject, filled.body_text] : [null, null];
  return { leadId, reason, why, channel, subject, body, tone: toneOf(body), dueAt };
}
