import type { OrgTx } from "@/db/tenant";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { plusSeconds } from "@/lib/core/time";
import { displayName } from "@/lib/leads/rules";
import { getSettings } from "@/lib/settings/queries";
import type { DeletedPage, ListDeletedInput } from "./schema";

type Row = {
  id: string;
  first_name: string | null;
  last_name: string | null;
  email: string | null;
  company: string | null;
  owner: { id: string; name: string } | null;
  deleted_at: Date;
  place: string;
};

/** The leads that can be brought back, the last deleted first. Who was erased or purged is not among them. */
export async function listDeletedLeads(tx: OrgTx, { limit, cursor }: ListDeletedInput): Promise<DeletedPage> {
  const after = decodeCursor("deleted leads", cursor, "time");
  const page = tx.sql<Row[]>`
    select l.id, l.first_name, l.last_name, l.email, c.name as company, l.deleted_at, l.deleted_at::text as place,
      case when m.user_id is not null then jsonb_build_object('id', m.user_id, 'name', m.name) end as owner
    from leads l left join companies c on c.org_id = l.org_id and c.id = l.company_id
    left join memberships m on m.org_id = l.org_id and m.user_id = l.owner_id
    where l.org_id = current_org_id() and l.deleted_at is not null and l.purged_at is null and l.last_name is distinct from 'Erased person'
      and (${after?.[0] ?? null}::text is null
        or (l.deleted_at, l.id) < (${after?.[0] ?? null}::text::timestamptz, ${after?.[1] ?? null}::text::uuid))
    order by l.deleted_at desc, l.id desc limit ${limit + 1}`;
  const [rows, days] = await Promise.all([page, getPurgeDays(tx)]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map(({ id, company, owner, deleted_at, ...names }) => ({
      id,
      name: displayName(names),
      company,
      owner,
      deleted_at: deleted_at.toISOString(),
      purged_from: days === null ? null : plusSeconds(deleted_at, days * 86_400).toISOString(),
    })),
    next_cursor: rows.length > limit && last ? encodeCursor("deleted leads", [last.place, last.id]) : null,
  };
}

/** After how many days a deleted lead is purged; null: never. */
export const getPurgeDays = async (tx: OrgTx): Promise<number | null> =>
  (await getSettings(tx)).settings["leads.purge_after_days"];

/** Leads deleted before a moment that nobody purged yet, locked, the oldest first; what somebody else holds comes next time. */
export async function lockPurgeable(tx: OrgTx, before: Date, limit: number): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    select id from leads where org_id = current_org_id() and deleted_at < ${before} and purged_at is null
    order by deleted_at, id limit ${limit} for no key update skip locked`;
  return rows.map((row) => row.id);
}
