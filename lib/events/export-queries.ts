import type { OrgTx } from "@/db/tenant";
import { chainColumns } from "./chain-queries";
import { type ChainText, genesis, type Head } from "./chain-rules";

/** The end of the chain of this transaction's organization. */
export async function getHeadOf(tx: OrgTx): Promise<Head> {
  const [head] = await tx.sql<Head[]>`
    select position, encode(hash, 'hex') as hash from event_heads where org_id = current_org_id()`;
  return head ?? genesis;
}

export type ExportedLink = ChainText & {
  position: number;
  prev_hash: string | null;
  hash: string | null;
  /** hex; null with the payload once it was erased */
  salt: string | null;
  payload: string | null;
};

/** The links behind a position, up to another, with what their payload's hash is over. */
export async function listExportedLinks(
  tx: OrgTx,
  after: number,
  upTo: number,
  limit: number,
): Promise<ExportedLink[]> {
  return tx.sql.unsafe<ExportedLink[]>(
    `select ${chainColumns}, e.position, encode(e.prev_hash, 'hex') as prev_hash, encode(e.hash, 'hex') as hash,
       encode(p.salt, 'hex') as salt, p.payload
     from events e left join event_payloads p on p.org_id = e.org_id and p.id = e.id
     where e.org_id = current_org_id() and e.position > $1 and e.position <= $2 order by e.position limit $3`,
    [after, upTo, limit],
    { prepare: true },
  );
}
