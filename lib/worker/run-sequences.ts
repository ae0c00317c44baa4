import { jobsPool } from "@/db/client";
import { currentTime } from "@/lib/core/time";
import { checkEnrollments } from "@/lib/sequence-engine/check-enrollments";
import { runEnrollments } from "@/lib/sequence-engine/run-enrollments";
import { checkTriggers } from "@/lib/sequence-triggers/check-triggers";
import { inEach, untilDone } from "./in-each";
import { contextOf } from "./organization-context";

export const sequencesMs = 1000;

/**
 * First whatever stops somebody, then what enrolls somebody, then what is due; again, until nothing is left. After a second of the same
 * organization it looks around: a long line of what is due keeps neither another one waiting nor whoever stepped in meanwhile. Returns how
 * many enrollments were taken.
 */
export async function runSequences(signal?: AbortSignal, turnMs = sequencesMs): Promise<number> {
  let taken = 0;
  let failed: { error: unknown } | null = null;
  for (let more = true; more && !signal?.aborted; ) {
    more = false;
    // What is due asks once more who stepped in, so it need not wait for events that could not be read.
    const unread = [await settled(checkSequences(signal)), await settled(checkCauses(signal))];
    const due = await jobsPool()<{ org_id: string }[]>`
      select distinct org_id from lead_sequence_enrollments
      where (status = 'active' and next_run_at <= ${currentTime()}) or (status = 'parked' and resume_at <= ${currentTime()}) order by org_id`;
    const work = async ({ org_id }: { org_id: string }) => {
      const began = currentTime().getTime();
      const turn = async () => {
        const done = await runEnrollments(contextOf(org_id), {});
        taken += done.taken;
        const late = currentTime().getTime() - began >= turnMs;
        more ||= done.more && late;
        return { more: done.more && !late };
      };
      await untilDone(turn, signal);
    };
    const broken = await settled(inEach(due, work, signal));
    failed ??= unread[0] ?? unread[1] ?? broken;
  }
  if (failed) throw failed.error;
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
