import type { OrgTx } from "@/db/tenant";
import type { GivenCall } from "./call-rules";
import type { CallOutcome } from "./call-schema";

export type NewCallResult = {
  communicationId: string;
  outcome: CallOutcome | null;
  durationSeconds: number | null;
  note: string | null;
  userId: string;
  at: Date;
};

/** Says what became of calls; said again, the newer word counts, and a text that is there stays. */
export async function replaceCallResults(tx: OrgTx, list: NewCallResult[]): Promise<void> {
  for (const one of list) {
    await tx.sql`
      insert into call_results (communication_id, outcome, duration_seconds, note, recorded_by, created_at, updated_at)
      values (${one.communicationId}, ${one.outcome}, ${one.durationSeconds}, ${one.note}, ${one.userId}, ${one.at}, ${one.at})
      on conflict (org_id, communication_id) do update set outcome = excluded.outcome, recorded_by = excluded.recorded_by,
        duration_seconds = coalesce(excluded.duration_seconds, call_results.duration_seconds),
        note = coalesce(excluded.note, call_results.note), updated_at = excluded.updated_at`;
  }
}

/** The lead's addresses in this form reach nobody we look for, or do again; returns how many changed. */
export async function updateInvalid(
  tx: OrgTx,
  leadId: string,
  norm: string,
  invalidAt: Date | null,
  at: Date,
): Promise<number> {
  const rows = await tx.sql`update contact_points set invalid_at = ${invalidAt}, updated_at = ${at}
    where lead_id = ${leadId} and kind = 'phone' and norm = ${norm} and (invalid_at is null) = ${invalidAt !== null}`;
  return rows.count;
}

type LoggedCall = {
  id: string;
  leadId: string;
  userId?: string | null;
  toNorm?: string | null;
  call?: GivenCall | null;
};

/** What was said of a call together with its touch, which must be stored already. */
export async function storeCall(tx: OrgTx, { id, leadId, userId, toNorm, call }: LoggedCall, at: Date): Promise<void> {
  if (!call || !userId) return;
  const { outcome, durationSeconds, numberIsWrong } = call;
  // Sent together: the commit goes with them, and waits for nobody.
  await Promise.all([
    replaceCallResults(tx, [{ communicationId: id, outcome, durationSeconds, note: null, userId, at }]),
    numberIsWrong && toNorm ? updateInvalid(tx, leadId, toNorm, at, at) : null,
  ]);
}
