import type { OrgTx } from "@/db/tenant";
import { isRefused } from "@/lib/core/command";
import { inTheWayOf } from "@/lib/enrollments/rules";
import { gatherFacts } from "@/lib/facts/queries";
import type { OutreachFacts } from "@/lib/guard/fact-rules";

import { assessOutreach, isFailing } from "@/lib/guard/rules";
import { channelOf } from "@/lib/outreach/pass-gate";
import { placeMessages, type ReadyMessage } from "@/lib/sending/place-message";
import type { SequenceStep } from "@/lib/sequences/schema";
import { comparableText } from "@/lib/texts/rules";
import { type Going, lockForSending, type Sendable } from "./queries";
import { lackWords, type Met, meetGuard, noAddress, wavesOf } from "./rules";
import { type Text, textOf, valuesOf } from "./text-queries";

export type Sent = { kind: "sent"; communicationId: string } | { kind: "lacks"; words: string } | Met;
export type Sending = Going & { step: SequenceStep };
type Ready = Sending & { text: Text; lead: Sendable };

/**
 * Puts the messages of these steps into the queue, or says what the guard has against them, by enrollment. The leads are locked. Whoever
 * shares a person or a company with another is looked at after that one's message was written.
 */
export async function sendSteps(tx: OrgTx, list: Sending[]): Promise<Map<string, Sent>> {
  if (list.length === 0) return new Map();
  const texts = await listTexts(tx, list);
  const leads = await lockForSending(
    tx,
    list.map((one) => one.due.lead_id),
  );
  const answers = new Map<string, Sent>();
  const ready: Ready[] = [];
  for (const [nth, one] of list.entries()) {
    const [text, lead] = [texts[nth], leads.get(one.due.lead_id)];
    if (!text || !lead) throw new Error("A step that is due has a lead and a text");
    if (text.missing.length > 0) answers.set(one.due.id, { kind: "lacks", words: lackWords(text.missing) });
    else ready.push({ ...one, text, lead });
  }
  for (const wave of wavesOf(ready, ({ lead }) => lead.keys))
    for (const [id, sent] of await sendWave(tx, wave)) answers.set(id, sent);
  return answers;
}

/** Nobody in it sees another's message. */
async function sendWave(tx: OrgTx, wave: Ready[]): Promise<[string, Sent][]> {
  // Sent together, run one after the other: each has a text of its own.
  const looked = await Promise.all(
    wave.map(async (one): Promise<Looked> => {
      const { due, step, ctx, text } = one;
      return {
        ...one,
        facts: await gatherFacts(tx, due.lead_id, ctx.now, step.kind, comparableText(text.body), ctx.now),
      };
    }),
  );
  // Asked before, so that what is only waited for is no prevented collision.
  const asked = looked.map((one) => ({ ...one, met: metBy(one) }));
  const passing = asked.filter((one) => one.met === null);
  const placed = await placeMessages(tx, passing.map(messageOf));
  return [
    ...asked.flatMap(({ due, met }): [string, Sent][] => (met ? [[due.id, met]] : [])),
    ...placed.map((one, nth): [string, Sent] => [passing[nth]?.due.id ?? "", sentOf(one)]),
  ];
}

type Looked = Ready & { facts: OutreachFacts };

function metBy({ due, step, ctx, facts: gathered }: Looked): Met | null {
  const facts = { ...gathered, running: inTheWayOf(due.id, gathered.running) };
  const answer = assessOutreach(facts, channelOf(facts, step.kind), ctx.actor, ctx.now);
  const met = meetGuard(answer.rules.filter(isFailing), answer.next_allowed_at, due.created_at);
  return met ?? (answer.address === null ? noAddress : null);
}

const messageOf = ({ due, step, text, lead, facts, ctx }: Looked): ReadyMessage => ({
  given: {
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
  lead,
  facts,
  ctx,
});

// Lost to somebody who took the slot of this address under another lead at this very moment.
const sentOf = (placed: Awaited<ReturnType<typeof placeMessages>>[number]): Sent =>
  isRefused(placed)
    ? { kind: "stop", reason: "collision", words: placed.refused.detail }
    : { kind: "sent", communicationId: placed.id };

async function listTexts(tx: OrgTx, list: Sending[]): Promise<Text[]> {
  const values = await valuesOf(tx, list);
  return Promise.all(
    list.map(({ due, step, ctx }, nth) => textOf(tx, { leadId: due.lead_id, step, ctx }, values[nth] ?? {})),
  );
}
