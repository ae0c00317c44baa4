import { randomUUID } from "node:crypto";
import type postgres from "postgres";
import { inOrganization, type OrgTx } from "@/db/tenant";

type Value = string | number | boolean | Date | null;
export type RawTouch = Record<string, Value> & { lead_id: string };

/** What SQL by hand gets as the application: "ok" after the commit, or the SQLSTATE that stopped it. */
export async function outcomeOf(orgId: string, work: (tx: OrgTx) => Promise<unknown>): Promise<string> {
  try {
    await inOrganization(orgId, work);
    return "ok";
  } catch (error) {
    if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
    throw error;
  }
}

/** Writes a row of the ledger as given, past every command: an outbound email of this minute unless it says otherwise. */
export async function insertRawTouch(sql: postgres.Sql | postgres.TransactionSql, touch: RawTouch): Promise<string> {
  const row: RawTouch & { id: string } = {
    id: randomUUID(),
    source: "api",
    intent: "planned",
    channel: "email",
    direction: "outbound",
    status: "queued",
    occurred_at: new Date(),
    guard_kind: "slot",
    ...touch,
  };
  await sql`insert into communications ${sql(row)}`;
  return row.id;
}

/** A message that a worker holds, as the ledger wants it before it may be on its way. */
export async function holdRawAttempt(sql: postgres.Sql, orgId: string, communicationId: string): Promise<void> {
  await sql`insert into delivery_attempts (org_id, communication_id, number, worker, transport, lease_until)
    values (${orgId}, ${communicationId}, 1, 'test', 'captured', now() + interval '1 hour')`;
  await sql`update communications set status = 'sending' where id = ${communicationId}`;
}
