import type { OrgTx } from "@/db/tenant";
import { invalid, notFound } from "@/lib/core/errors";
import { listPersonValues } from "@/lib/dnc/queries";
import type { DncValue } from "@/lib/dnc/store-entries";
import { maskAddress } from "./rules";
import type { Recipient, Stop } from "./schema";

type Row = { lead_id: string; to_norm: string | null; kind: "email" | "phone" | "linkedin"; organization: string };

/** Whom a message went to, as the page behind its link shows it; NOT_FOUND when there is no such message. */
export async function getRecipient(tx: OrgTx, communicationId: string): Promise<Recipient> {
  const { lead_id, to_norm, kind, organization } = await getSentTo(tx, communicationId);
  const rows = await tx.sql<{ kind: string; channel: string | null }[]>`
    select kind, channel from dnc_entries where revoked_at is null
      and ((kind = ${kind} and value_norm = ${to_norm}) or (kind = 'person' and value_norm = ${lead_id}))`;
  const stopped = new Set<Stop>();
  for (const { kind: about, channel } of rows) {
    if (channel === null) stopped.add(about === "person" ? "everything" : "address");
    else if (channel === "email") stopped.add("address");
    else if (channel === "call" || channel === "sms" || channel === "whatsapp" || channel === "linkedin")
      stopped.add(channel);
  }
  return { organization, address: to_norm ? maskAddress(to_norm) : null, stopped: [...stopped] };
}

/** Where a message went, and every address of its person; the address is null when the person was erased. */
export async function getSentTo(tx: OrgTx, communicationId: string): Promise<Row> {
  const [row] = await tx.sql<Row[]>`
    select c.lead_id, c.to_norm, coalesce(ch.address_kind, 'email') as kind, o.name as organization
    from communications c join organizations o on o.id = c.org_id left join channels ch on ch.org_id = c.org_id and ch.code = c.channel
    where c.id = ${communicationId} and c.direction = 'outbound'`;
  if (!row) throw notFound("message");
  return row;
}

/** The values that say "this person", by which an entry still holds when the lead is gone. */
export async function listStoppedValues(tx: OrgTx, leadId: string, own: DncValue): Promise<DncValue[]> {
  const values = await listPersonValues(tx, leadId);
  const all = [{ kind: "person" as const, value: leadId }, own, ...values];
  return [...new Map(all.map((one) => [`${one.kind} ${one.value}`, one])).values()];
}

/** Where letters reach the organization; null when nobody said. */
export async function findPostalAddress(tx: OrgTx): Promise<string | null> {
  const [row] = await tx.sql<{ postal_address: string | null }[]>`
    select postal_address from organizations where id = ${tx.orgId}`;
  return row?.postal_address ?? null;
}

/** INVALID when an automated email could not say where its sender is. */
export async function requirePostalAddress(tx: OrgTx): Promise<void> {
  if (await findPostalAddress(tx)) return;
  throw invalid(
    "source",
    "Automatic emails must say where your organization is. An admin enters the postal address under Settings, Organization.",
  );
}
