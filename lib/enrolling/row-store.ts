import { apart, type OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { assessLeadsFor, getRunningSequence } from "./queries";
import { storeEnrollments } from "./store";

export type EnrolledRow = { enrollmentId: string } | { reason: string };
type Asked = { sequence_id: string; when_allowed: boolean };

/**
 * Enrolls locked leads of a bulk action, each as enrolling it alone would: its enrollment, or why not. A lead that is not in the answer
 * is not here any more. A sequence that was held meanwhile is the reason of all.
 */
export async function enrollRows(
  tx: OrgTx,
  leadIds: string[],
  asked: Asked,
  ctx: Context,
): Promise<Map<string, EnrolledRow>> {
  try {
    return await apart(tx, (part) => enrollEach(part, leadIds, asked, ctx));
  } catch (error) {
    if (!(error instanceof AppError && error.code !== "UNAVAILABLE")) throw error;
    return new Map(leadIds.map((id) => [id, { reason: error.detail }]));
  }
}

async function enrollEach(tx: OrgTx, leadIds: string[], { sequence_id, when_allowed }: Asked, ctx: Context) {
  const sequence = await getRunningSequence(tx, sequence_id);
  const list = await assessLeadsFor(tx, sequence, leadIds, ctx);
  const wanted = list.filter((one) => one.outcome === "ok" || (one.outcome === "decide" && when_allowed));
  const enrolled = new Map((await storeEnrollments(tx, sequence, wanted, ctx)).map((one) => [one.leadId, one.id]));
  return new Map(
    list.map((one): [string, EnrolledRow] => {
      const enrollmentId = enrolled.get(one.id);
      return [one.id, enrollmentId ? { enrollmentId } : { reason: one.reason ?? ENTERED }];
    }),
  );
}

const ENTERED = "Somebody enrolled them in the meantime.";
