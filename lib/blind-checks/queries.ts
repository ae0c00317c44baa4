import type { OrgTx } from "@/db/tenant";
import type { AddressKind } from "@/lib/contact-points/schema";

/** Every lead that has this address, also those that the asker may not see: who reads them on must name nobody. */
export async function listLeadsAt(tx: OrgTx, kind: AddressKind, norm: string): Promise<string[]> {
  const rows = await tx.sql<{ lead_id: string }[]>`
    select distinct lead_id from contact_points where norm = ${norm} and kind = ${kind} order by lead_id limit 50`;
  return rows.map((row) => row.lead_id);
}

export type BareSlot = { group: string; since: Date; until: Date };

/** The slots that stand at an address itself, whatever became of the lead. */
export async function listSlotsAt(tx: OrgTx, kind: AddressKind, norm: string, at: Date): Promise<BareSlot[]> {
  return tx.sql<BareSlot[]>`
    select channel_group as group, lower(span) as since, upper(span) as until from contact_guards
    where scope = 'point' and scope_key = ${`${kind}:${norm}`} and span @> ${at}::timestamptz`;
}

export type BareChannel = { code: string; group: string; address_kind: AddressKind | null };

export async function listContactChannels(tx: OrgTx): Promise<BareChannel[]> {
  return tx.sql<BareChannel[]>`
    select code, channel_group as group, address_kind from channels where counts_as_contact order by position`;
}

/** On which channels the do-not-contact list stops this address, by the rule that the ledger's own trigger asks. */
export async function listBlockedChannels(
  tx: OrgTx,
  kind: AddressKind,
  norm: string,
  at: Date,
): Promise<{ channel: string | null; until: Date | null }[]> {
  return tx.sql<{ channel: string | null; until: Date | null }[]>`
    select e.channel, e.expires_at as until from find_dnc_entries(null, ${kind}, ${norm}, null, ${at}) e`;
}
