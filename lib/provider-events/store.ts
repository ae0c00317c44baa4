import type { OrgTx } from "@/db/tenant";
import type { Folded } from "./rules";

const before: Record<Folded["status"], readonly string[]> = {
  sent: [],
  delivered: ["sent"],
  bounced: ["sent", "delivered"],
};

/** Writes what the events come to; a state only ever moves on, so an older look changes nothing. */
export async function updateFolded(tx: OrgTx, id: string, folded: Folded, at: Date): Promise<{ moved: boolean }> {
  await tx.sql`
    update communications set delivered_at = ${folded.deliveredAt}, first_opened_at = ${folded.firstOpenedAt}, open_count = ${folded.opens},
      machine_open_count = ${folded.machineOpens}, click_count = ${folded.clicks}, clicked_links = ${tx.sql.json(folded.links)}, updated_at = ${at}
    where id = ${id}`;
  const rows = await tx.sql`
    update communications set status = ${folded.status}, updated_at = ${at} where id = ${id} and status = any (${before[folded.status]}::text[]) returning id`;
  return { moved: rows.length > 0 };
}
