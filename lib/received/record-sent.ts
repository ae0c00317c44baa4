import type { OrgTx } from "@/db/tenant";
import { listLeadsOf, type OurSide } from "@/lib/arrivals/match-queries";
import { findAuthors, listAncestors } from "@/lib/arrivals/passing-queries";
import { findAwaited, lockReportsAbout, lockWaiting } from "@/lib/arrivals/queries";
import { nearestOf } from "@/lib/arrivals/rules";
import type { ReceivedMail } from "@/lib/arrivals/schema";
import { collisionOf } from "@/lib/communications/collision-rules";
import { insertCommunications, type NewCommunication } from "@/lib/communications/store";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { findAnswered, findStored } from "@/lib/imports/queries";
import { type LockedLead, lockLeads } from "@/lib/leads/store";
import { recordReports } from "@/lib/mail-reports/report-store";
import { recordFact } from "@/lib/outreach/record-fact";
import { insertCollisions, type NewCollision } from "@/lib/outreach/store";
import { linkAnswers } from "@/lib/threads/link-answers";
import { placeInThreads } from "@/lib/threads/store";
import { saidIn } from "@/lib/told-touches/rules";
import { findTold, updateReadAs } from "@/lib/told-touches/store";
import { recordArrivals } from "./record-arrivals";
import type { ReceivedOutcome } from "./schema";
import { moveStatuses } from "./touch-store";

type Sender = { userId: string | null; name: string | null };
type Door = { user_id?: string | null; ours: ReadonlyMap<string, OurSide> };

/**
 * Messages of ours that a mailbox shows to have left, by whatever program: a touch that happened, at every lead each went to, and a
 * collision where it broke a rule. What came before one and names it finds it now.
 */
export async function recordSent(
  tx: OrgTx,
  mails: ReceivedMail[],
  { ours, user_id }: Door,
  ctx: Context,
): Promise<ReceivedOutcome[]> {
  const written = mails.filter((mail) => mail.kind === "human" || mail.kind === "list");
  const outcomes: ReceivedOutcome[] = mails.slice(written.length).map(() => "ignored");
  if (written.length === 0) return outcomes;
  const ids = written.map((mail) => mail.message_id);
  const authors = await findAuthors(
    tx,
    written.flatMap((mail) => (mail.is_list ? (nearestOf(mail) ?? []) : [])),
  );
  // Through a list it reaches whom it answers as well.
  const reachedBy = (mail: ReceivedMail): Reached[] => {
    const author = mail.is_list ? authors.get(nearestOf(mail) ?? "") : undefined;
    return [...mail.to, ...mail.cc, ...mail.bcc, ...(author ? [author] : [])].filter((one) => !ours.has(one.norm));
  };
  const norms = written.flatMap((mail) => reachedBy(mail).map((one) => one.norm));
  const [known, leadsOf, awaited] = await Promise.all([
    findStored(tx, ids),
    listLeadsOf(tx, [...new Set(norms)]),
    findAwaited(tx, ids, norms),
  ]);
  for (const mail of written) {
    const leads = leadsReached(mail, reachedBy(mail), leadsOf, known);
    const userId = ours.get(mail.from.norm)?.user_id ?? user_id ?? null;
    const side = [...ours.values()].find((one) => one.user_id === userId);
    const sender = { userId, name: userId ? (side?.name ?? null) : null };
    outcomes.push(
      await recordOne(
        tx,
        mail,
        {
          leads,
          known,
          isAwaited: [mail.message_id, ...reachedBy(mail).map((one) => one.norm)].some((one) => awaited.has(one)),
        },
        sender,
        ctx,
      ),
    );
  }
  return outcomes;
}

type Found = { leads: Map<string, Reached>; known: ReadonlySet<string>; isAwaited: boolean };

async function recordOne(
  tx: OrgTx,
  mail: ReceivedMail,
  { leads, known, isAwaited }: Found,
  sender: Sender,
  ctx: Context,
): Promise<ReceivedOutcome> {
  if (leads.size === 0) return "ignored";
  const fresh = [...leads.keys()].filter((leadId) => !known.has(`${mail.message_id} outbound ${leadId}`));
  const locked = fresh.length === 0 ? [] : await lockLeads(tx, fresh);
  for (const lead of locked)
    await storeSent(tx, mail, lead, leads.get(lead.id) ?? { email: "", norm: "" }, sender, ctx);
  // Found by now, whatever came first.
  if (isAwaited) {
    await recordReports(tx, await lockReportsAbout(tx, mail.message_id), ctx);
    const norms = [...leads.values()].map((one) => one.norm);
    for (const waiting of await lockWaiting(tx, { messageId: mail.message_id, norms }))
      await recordArrivals(tx, [waiting], ctx);
  }
  return locked.length > 0 ? "sent" : "repeat";
}

type Reached = { email: string; norm: string };

function leadsReached(
  mail: ReceivedMail,
  reached: Reached[],
  leadsOf: ReadonlyMap<string, string[]>,
  known: ReadonlySet<string>,
): Map<string, Reached> {
  const found = new Map<string, Reached>();
  for (const { email, norm } of reached) {
    const ids = leadsOf.get(norm) ?? [];
    const leadId = ids.find((id) => known.has(`${mail.message_id} outbound ${id}`)) ?? ids[0];
    if (leadId !== undefined && !found.has(leadId)) found.set(leadId, { email, norm });
  }
  return found;
}

async function storeSent(
  tx: OrgTx,
  mail: ReceivedMail,
  lead: LockedLead,
  to: Reached,
  sender: Sender,
  ctx: Context,
): Promise<void> {
  const named = [...new Set([...mail.in_reply_to, ...mail.references.toReversed()])];
  const { message_id: messageId, subject } = mail;
  const above = mail.is_list ? await listAncestors(tx, named) : named;
  const threads = await placeInThreads(tx, [{ leadId: lead.id, channel: "email", messageId, named: above, subject }]);
  const touch = touchOf(mail, lead, to, sender, ctx);
  touch.threadId = threads[0] ?? null;
  const told = await findTold(tx, [saidIn(touch)]);
  const collisions = await settle(tx, touch, { named, isTold: told.length > 0 }, ctx);
  await insertCommunications(tx, [touch]);
  await updateReadAs(tx, told, ctx.now);
  await insertCollisions(tx, collisions);
  await moveStatuses(tx, [{ lead, touch }], told, ctx);
  await linkAnswers(tx, threads, ctx.now);
}

/** An answer to their message is no outreach, and two who give it collide; anything else takes its slot or broke the rule of who holds it. */
async function settle(
  tx: OrgTx,
  touch: NewCommunication,
  { named, isTold }: { named: string[]; isTold: boolean },
  ctx: Context,
): Promise<NewCollision[]> {
  const answered = named[0] === undefined ? null : await findAnswered(tx, touch.leadId, named[0]);
  if (answered) {
    touch.parentId = answered.id;
    touch.guardKind = "reply";
    const other = answered.answers.find((one) => one.user_id !== touch.userId);
    const broken = { code: "RECENTLY_CONTACTED" as const, otherId: other?.id ?? null };
    return other ? [{ ...collisionOf(touch, "escaped", broken), at: touch.occurredAt }] : [];
  }
  // Whoever logged it before took its slot, or heard whose it was.
  if (isTold) return [];
  const { broken } = await recordFact(tx, {
    leadId: touch.leadId,
    channel: "email",
    communicationId: touch.id,
    userId: touch.userId ?? null,
    occurredAt: touch.occurredAt,
  });
  return broken.map((one) => ({ ...collisionOf(touch, "escaped", one), at: ctx.now }));
}

const touchOf = (
  mail: ReceivedMail,
  lead: LockedLead,
  to: Reached,
  sender: Sender,
  ctx: Context,
): NewCommunication => ({
  id: newId(),
  leadId: lead.id,
  companyId: lead.company_id,
  userId: sender.userId,
  actorName: sender.name,
  source: "inbox_sync",
  intent: "happened",
  channel: "email",
  direction: "outbound",
  fromAddress: mail.from.email,
  toAddress: to.email,
  toNorm: to.norm,
  cc: mail.cc.map((one) => one.email).join(", ") || null,
  subject: mail.subject || null,
  body: mail.text || null,
  status: "logged",
  messageId: mail.message_id,
  inReplyTo: mail.in_reply_to[0] ?? null,
  references: mail.references.join(" ") || null,
  occurredAt: mail.at,
  createdAt: ctx.now,
  updatedAt: ctx.now,
});
