import type { OrgTx } from "@/db/tenant";
import { notFound } from "@/lib/core/errors";
import { checkNames } from "./queries";
import type { IntegrityCounts, IntegrityRun } from "./schema";

type Row = Omit<IntegrityRun, "ok" | "of" | "started_at" | "finished_at"> & {
  started_at: Date;
  finished_at: Date | null;
};

const columns = `
  r.id, r.state, r.checks, r.counts, r.error, jsonb_build_object('id', r.started_by, 'name', m.name) as started_by, r.created_at as started_at,
  r.finished_at`;
const joins = "join memberships m on m.org_id = r.org_id and m.user_id = r.started_by";

/** The newest recount; null before the first. */
export async function findLastRun(tx: OrgTx): Promise<IntegrityRun | null> {
  const [row] = await tx.sql<Row[]>`
    select ${tx.sql.unsafe(columns)} from integrity_runs r ${tx.sql.unsafe(joins)} order by r.created_at desc, r.id desc limit 1`;
  return row ? toRun(row) : null;
}

/** A recount, locked until the commit. */
export async function lockRun(tx: OrgTx, id: string): Promise<IntegrityRun> {
  const [row] = await tx.sql<Row[]>`
    select ${tx.sql.unsafe(columns)} from integrity_runs r ${tx.sql.unsafe(joins)} where r.id = ${id} for update of r`;
  if (!row) throw notFound("recount");
  return toRun(row);
}

/** How much there is, and of how many different leads and companies. */
export async function countLedger(tx: OrgTx): Promise<IntegrityCounts> {
  const [row] = await tx.sql<IntegrityCounts[]>`
    select count(*)::int as touches, count(distinct lead_id)::int as leads, count(distinct company_id)::int as companies,
      (select count(*)::int from threads) as threads, (select count(*)::int from inbound_messages) as arrived
    from communications where not twin`;
  return row ?? { touches: 0, leads: 0, companies: 0, threads: 0, arrived: 0 };
}

const toRun = ({ started_at, finished_at, ...row }: Row): IntegrityRun => ({
  ...row,
  ok: row.state === "done" ? row.checks.every((check) => check.ok) : null,
  of: checkNames.length,
  started_at: started_at.toISOString(),
  finished_at: finished_at?.toISOString() ?? null,
});
