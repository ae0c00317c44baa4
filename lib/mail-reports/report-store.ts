import type { OrgTx } from "@/db/tenant";
import { listLeadsOf, listOurMessages, listWrittenTo, type OurMessage } from "@/lib/arrivals/match-queries";
import type { StoredMail } from "@/lib/arrivals/queries";
import { type Settled, updateArrivals } from "@/lib/arrivals/store";
import { markBounced } from "@/lib/contact-points/bounce-store";
import { normalizeEmail } from "@/lib/contact-points/rules";
import type { Context } from "@/lib/core/context";
import { cutText } from "@/lib/core/text-rules";
import { storeEntries } from "@/lib/dnc/store-entries";
import { emit, type NewEvent } from "@/lib/events/emit";
import { isShortlyBefore } from "./rules";

export type Reported = { message: OurMessage | null; norm: string | null; leadId: string | null; isOurs: boolean };

/**
 * What bounces and complaints are about: the message, where one names one of ours, and whose address. `isOurs`: it names a message that we
 * sent, or an address that we wrote to shortly before; anybody can send the others.
 */
export async function findReported(tx: OrgTx, mails: StoredMail[]): Promise<Reported[]> {
  const told = mails.map((mail) => toldNorm(mail.recipient));
  const norms = [...new Set(told.flatMap((norm) => norm ?? []))];
  const [ours, written, leadsOf] = await Promise.all([
    listOurMessages(
      tx,
      mails.flatMap((mail) => mail.about_message_id ?? []),
    ),
    listWrittenTo(tx, norms),
    listLeadsOf(tx, norms),
  ]);
  return mails.map((mail, nth) => {
    const said = told[nth] ?? null;
    const these = ours.filter((one) => one.message_id === mail.about_message_id);
    const message = these.find((one) => one.to_norm === said) ?? these[0] ?? null;
    // The server behind a forwarding names an address that we never wrote to.
    const norm = message?.to_norm ?? said;
    const wrote = written.find((one) => one.to_norm === norm && isShortlyBefore(one.occurred_at, mail.occurred_at));
    const leadId = message?.lead_id ?? wrote?.lead_id ?? leadsOf.get(norm ?? "")?.[0] ?? null;
    return { message, norm, leadId, isOurs: message !== null || wrote !== undefined };
  });
}

function toldNorm(recipient: string | null): string | null {
  const said = recipient === null ? null : normalizeEmail(recipient);
  return said?.ok ? said.norm : null;
}

/** Who said that a report is to be believed, and at which lead, where they said that. */
export type Word = { leadId: string | null };

/**
 * What reports mean: a wrong address is wrong wherever it stands, and who complains is not written to again. One that names nothing of ours
 * closes no address: it waits in the unmatched queue for a person's `word`.
 */
export async function recordReports(
  tx: OrgTx,
  mails: StoredMail[],
  ctx: Context,
  word?: Word,
): Promise<("report" | "unmatched")[]> {
  if (mails.length === 0) return [];
  const settled: Settled[] = [];
  const events: NewEvent[] = [];
  const outcomes: ("report" | "unmatched")[] = [];
  for (const [nth, found] of (await findReported(tx, mails)).entries()) {
    const mail = mails[nth];
    const leadId = word?.leadId ?? found.leadId;
    const isKnown = mail && leadId !== null && found.norm !== null && (found.isOurs || word !== undefined);
    outcomes.push(isKnown ? "report" : "unmatched");
    if (!isKnown) continue;
    const by = found.message ? "message_id" : word?.leadId ? "person" : "address";
    const about = found.message?.lead_id === leadId ? found.message : null;
    settled.push({ id: mail.id, leadId, by, aboutId: about?.id ?? null });
    events.push(...(await recordReport(tx, mail, { ...found, message: about, norm: found.norm ?? "", leadId }, ctx)));
  }
  await updateArrivals(tx, settled, ctx.now);
  await emit(tx, ctx, events);
  return outcomes;
}

type Known = { message: OurMessage | null; norm: string; leadId: string };

async function recordReport(
  tx: OrgTx,
  mail: StoredMail,
  { message, norm, leadId }: Known,
  ctx: Context,
): Promise<NewEvent[]> {
  const events =
    mail.kind === "bounce"
      ? await recordBounce(tx, mail, message, norm, ctx)
      : await recordComplaint(tx, mail, norm, ctx);
  const subjects = { lead_id: leadId, inbound_message_id: mail.id, ...(message && { communication_id: message.id }) };
  const payload = {
    lead_id: leadId,
    communication_id: message?.id ?? null,
    address: norm,
    hard: mail.hard,
    at: mail.occurred_at.toISOString(),
  };
  const kind = mail.kind === "bounce" ? "message.bounced" : "message.complained";
  return [{ kind, leadId, subjects, payload }, ...events];
}

async function recordBounce(
  tx: OrgTx,
  mail: StoredMail,
  message: OurMessage | null,
  norm: string,
  ctx: Context,
): Promise<NewEvent[]> {
  if (message && mail.hard)
    await tx.sql`
      update communications set status = 'bounced', error_code = 'BOUNCED', error_message = ${cutText(`It came back: ${mail.subject ?? "undeliverable"}`, 500)},
        updated_at = ${ctx.now}
      where id = ${message.id} and (status in ('sent', 'delivered') or (status = 'logged' and source = 'inbox_sync'))`;
  return markBounced(tx, { norm, state: mail.hard ? "hard" : "soft", since: mail.occurred_at }, ctx.now);
}

/** Takes the mark from an address unless another report, or a server that refused it, still says so. */
export async function unmarkBounced(tx: OrgTx, mail: StoredMail, at: Date): Promise<void> {
  const [reported] = await findReported(tx, [mail]);
  const norm = reported?.norm ?? null;
  if (norm === null) return;
  const others = await tx.sql<{ hard: boolean | null; occurred_at: Date }[]>`
    select i.hard, i.occurred_at from inbound_messages i left join communications c on c.org_id = i.org_id and c.id = i.about_id
    where i.kind = 'bounce' and i.state = 'matched' and i.id <> ${mail.id} and coalesce(c.to_norm, lower(i.recipient)) = ${norm}
    union all select true, c.updated_at from communications c
      where c.to_norm = ${norm} and c.channel = 'email' and c.status in ('rejected', 'failed') and c.error_code = 'ADDRESS_REFUSED'
    order by occurred_at`;
  const firstHard = others.find((one) => one.hard)?.occurred_at ?? null;
  const state = firstHard ? "hard" : others.length > 0 ? "soft" : null;
  await tx.sql`
    update contact_points p set bounce_state = ${state}, invalid_at = ${firstHard}, updated_at = ${at}
    from (select id from contact_points where kind = 'email' and norm = ${norm} order by id for update) locked where p.id = locked.id`;
}

async function recordComplaint(tx: OrgTx, mail: StoredMail, norm: string, ctx: Context): Promise<NewEvent[]> {
  const source = "complaint" as const;
  const terms = {
    channel: null,
    reason: "Called a message of ours spam",
    source,
    evidence: cutText(`Feedback report: ${mail.subject ?? "without a subject"}`, 500),
    expiresAt: null,
    addedBy: null,
  };
  const { added, events } = await storeEntries(tx, [{ kind: "email", value: norm }], terms, ctx);
  const [entry] = added;
  if (!entry) return events;
  const payload = { id: entry.id, kind: "email", value: norm, channel: null, reason: terms.reason, source };
  return [{ kind: "dnc.added", subjects: { dnc_entry_id: entry.id }, payload }, ...events];
}
