import type { OrgTx } from "@/db/tenant";
import { findMatches, type Match } from "@/lib/arrivals/match-queries";
import type { StoredMail } from "@/lib/arrivals/queries";
import { type Settled, updateArrivals } from "@/lib/arrivals/store";
import type { Context } from "@/lib/core/context";
import { emit } from "@/lib/events/emit";
import { lockLeads } from "@/lib/leads/store";
import { recordReports, type Word } from "@/lib/mail-reports/report-store";
import { recordStrangersOptOuts, type StrangersMessage } from "@/lib/opt-outs/record-opt-outs";
import type { ReceivedOutcome } from "./schema";
import { insertReplies, type Reply } from "./touch-store";

/**
 * What kept messages mean, by their kinds, as far as it can be told whose they are; in their order. `word`: a person's, that a report
 * is to be believed, or whose they are. No two of them may have anything to do with one another.
 */
export async function recordArrivals(
  tx: OrgTx,
  mails: StoredMail[],
  ctx: Context,
  word?: Word,
): Promise<ReceivedOutcome[]> {
  const outcomes = new Map<string, ReceivedOutcome>();
  const reports = mails.filter(isReport);
  for (const [nth, outcome] of (await recordReports(tx, reports, ctx, word)).entries())
    outcomes.set(reports[nth]?.id ?? "", outcome);
  const others = mails.filter((mail) => !isReport(mail));
  if (others.length > 0)
    for (const [id, outcome] of await recordOthers(tx, others, ctx, word?.leadId ?? undefined))
      outcomes.set(id, outcome);
  return mails.map((mail) => outcomes.get(mail.id) ?? "unmatched");
}

const isReport = ({ kind }: StoredMail) => kind === "bounce" || kind === "complaint";
const isPersons = ({ kind }: StoredMail) => kind === "human" || kind === "list";

async function recordOthers(
  tx: OrgTx,
  mails: StoredMail[],
  ctx: Context,
  decided: string | undefined,
): Promise<[string, ReceivedOutcome][]> {
  const found = await findMatches(tx, mails);
  const matched = mails.flatMap((mail, nth): Matched[] => {
    const match = found[nth] ?? null;
    if (decided === undefined) return match ? [{ mail, ...match }] : [];
    const answeredId = match?.leadId === decided ? match.answeredId : null;
    return [{ mail, leadId: decided, answeredId, by: "person" }];
  });
  const locked = await lockLeads(
    tx,
    matched.map((one) => one.leadId),
  );
  const leads = new Map(locked.map((lead) => [lead.id, lead]));
  const replies = matched.flatMap(({ mail, leadId, answeredId, by }): Reply[] => {
    const lead = leads.get(leadId);
    return lead && isPersons(mail) ? [{ mail, lead, answeredId, by }] : [];
  });
  const automatic = matched.filter(({ mail }) => !isPersons(mail));
  await updateArrivals(
    tx,
    [...(await insertReplies(tx, replies, ctx)), ...(await recordAutomatic(tx, automatic, ctx))],
    ctx.now,
  );
  await recordStrangersOptOuts(tx, ofStrangers(mails, matched), ctx);
  return [
    ...replies.map(({ mail }): [string, ReceivedOutcome] => [mail.id, "reply"]),
    ...automatic.map(({ mail }): [string, ReceivedOutcome] => [mail.id, "automatic"]),
  ];
}

function ofStrangers(mails: StoredMail[], matched: Matched[]): StrangersMessage[] {
  const known = new Set(matched.map(({ mail }) => mail.id));
  return mails.flatMap(({ id, channel, kind, from_norm: from, subject, body }) =>
    kind === "human" && from !== null && !known.has(id) ? [{ channel, from, subject, body }] : [],
  );
}

type Matched = { mail: StoredMail; leadId: string; answeredId: string | null; by: Match["by"] | "person" };

/** An automatic answer is kept beside the conversation it belongs to; it answers nothing and moves nothing. */
async function recordAutomatic(tx: OrgTx, list: Matched[], ctx: Context): Promise<Settled[]> {
  const answered = list.flatMap((one) => one.answeredId ?? []);
  const about =
    answered.length === 0
      ? []
      : await tx.sql<{ id: string; thread_id: string | null }[]>`
          select id, thread_id from communications where id = any (${answered}::uuid[])`;
  const threads = new Map(about.map((row) => [row.id, row.thread_id]));
  const events = list.map(({ mail, leadId, answeredId }) => ({
    kind: mail.kind === "out_of_office" ? "lead.away" : "lead.auto_replied",
    leadId,
    subjects: { lead_id: leadId, inbound_message_id: mail.id, ...(answeredId && { communication_id: answeredId }) },
    payload: { lead_id: leadId, kind: mail.kind, return_date: mail.return_date, at: mail.occurred_at.toISOString() },
  }));
  await emit(tx, ctx, events);
  return list.map(({ mail, leadId, answeredId, by }) => ({
    id: mail.id,
    leadId,
    by,
    aboutId: answeredId,
    threadId: threads.get(answeredId ?? "") ?? null,
  }));
}
