import { jobsPool } from "@/db/client";
import { currentTime } from "@/lib/core/time";
import { checkEnrollments } from "@/lib/sequence-engine/check-enrollments";
import { runEnrollments } from "@/lib/sequence-engine/run-enrollments";
import { checkTriggers } from "@/lib/sequence-triggers/check-triggers";
import { inEach, untilDone } from "./in-each";
import { contextOf } from "./organization-context";

export const sequencesMs = 1000;

/** First whatever stops somebody, then what enrolls somebody, then what is due, until nothing is left. Returns how many enrollments were taken. */
export async function runSequences(signal?: AbortSignal): Promise<number> {
  // What is due asks once more who stepped in, so it need not wait for events that could not be read.
  const [first, second] = [await settled(checkSequences(signal)), await settled(checkCauses(signal))];
  const unread = first ?? second;
  const due = await jobsPool()<{ org_id: string }[]>`
    select distinct org_id from lead_sequence_enrollments
    where (status = 'active' and next_run_at <= ${currentTime()}) or (status = 'parked' and resume_at <= ${currentTime()}) order by org_id`;
  let taken = 0;
  const take = async (orgId: string) => {
    const turn = await runEnrollments(contextOf(orgId), {});
    taken += turn.taken;
    return turn;
  };
  await inEach(due, ({ org_id }) => untilDone(() => take(org_id), signal), signal);
  if (unread) throw unread.error;
  return taken;
}

const settled = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => ({ error }),
  );

const sweepMs = 600_000;
let swept = 0;

/** Looks through what is new in every organization for what enrolls people by itself; now and then also for whom only time has moved. */
export async function checkCauses(signal?: AbortSignal): Promise<void> {
  const sweep = currentTime().getTime() - swept >= sweepMs;
  const behind = await jobsPool()<{ org_id: string }[]>`
    select h.org_id from event_heads h left join event_cursors c on c.org_id = h.org_id and c.name = 'sequence_triggers'
    where ${sweep} or h.position > coalesce(c.position, 0) order by h.org_id`;
  if (sweep) swept = currentTime().getTime();
  await inEach(behind, ({ org_id }) => untilDone(() => checkTriggers(contextOf(org_id), { sweep }), signal), signal);
}

/** Looks through what is new in every organization for whatever stops, parks or moves on an enrollment. */
export async function checkSequences(signal?: AbortSignal): Promise<void> {
  const behind = await jobsPool()<{ org_id: string }[]>`
    select h.org_id from event_heads h left join event_cursors c on c.org_id = h.org_id and c.name = 'sequences'
    where h.position > coalesce(c.position, 0) order by h.org_id`;
  await inEach(behind, ({ org_id }) => untilDone(() => checkEnrollments(contextOf(org_id), {}), signal), signal);
}
