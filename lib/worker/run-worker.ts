import { setTimeout as sleep } from "node:timers/promises";
import { jobsPool } from "@/db/client";
import { currentTime } from "@/lib/core/time";
import { sealEvents } from "@/lib/events/seal-events";
import { lookMs, refreshStatistics } from "@/lib/jobs/refresh-statistics";
import { jobs } from "@/lib/registry/jobs";
import { deliverMail } from "./deliver-mail";
import { dispatchEvents } from "./dispatch-events";
import { foldCounts, foldMs } from "./fold-counts";
import { keepPredictions, predictMs } from "./keep-predictions";
import { keepScores, scoreMs } from "./keep-scores";
import { keepSentCopies, sentCopiesMs } from "./keep-sent-copies";
import { keepSuggestions, suggestMs } from "./keep-suggestions";
import { lookForDuplicates, lookForMs } from "./look-for-duplicates";
import { purgeDeletedLeads } from "./purge-deleted-leads";
import { purgeOldResponses } from "./purge-old-responses";
import { purgeOldUploads } from "./purge-old-uploads";
import { removeExpiredClaims } from "./remove-expired-claims";
import { removeExpiredKeys } from "./remove-expired-keys";
import { runJobs } from "./run-jobs";
import { runSequences, sequencesMs } from "./run-sequences";
import { memberMailMs, sendMemberMail } from "./send-member-mail";
import { sweepAttachments, sweepMs } from "./sweep-attachments";
import { tellDigests, tellDigestsMs } from "./tell-digests";
import { tellViews, tellViewsMs } from "./tell-views";
import { watchMailboxes } from "./watch-mailboxes";

type Life = { signal: AbortSignal; warn: (error: unknown) => void };

const beatMs = 2000;
const minuteMs = 60_000;
const hourMs = 3_600_000;

/** The worker's life: says that it lives, seals events, tells whom they concern, does the jobs, sends what is due, removes what has expired, until the signal. A database that is away is waited for. */
export async function runWorker(life: Life): Promise<void> {
  await Promise.all([
    repeat(beat, beatMs, life),
    sealEvents(life),
    dispatchEvents(life),
    runJobs(jobs, life),
    watchMailboxes(life),
    deliverMail(life),
    repeat(refreshStatistics, lookMs, life),
    repeat(lookForDuplicates, lookForMs, life),
    repeat(foldCounts, foldMs, life),
    repeat(keepScores, scoreMs, life),
    repeat(keepPredictions, predictMs, life),
    repeat(runSequences, sequencesMs, life),
    repeat(keepSuggestions, suggestMs, life),
    repeat(() => tellViews(), tellViewsMs, life),
    repeat(() => tellDigests(), tellDigestsMs, life),
    repeat(() => sendMemberMail(), memberMailMs, life),
    repeat(keepSentCopies, sentCopiesMs, life),
    repeat(removeExpiredClaims, minuteMs, life),
    repeat(removeExpiredKeys, hourMs, life),
    repeat(purgeDeletedLeads, hourMs, life),
    repeat(purgeOldResponses, hourMs, life),
    repeat(purgeOldUploads, hourMs, life),
    repeat(sweepAttachments, sweepMs, life),
  ]);
}

// Work that goes on until nothing is left looks at the signal between its turns.
async function repeat(
  work: (signal: AbortSignal) => Promise<unknown>,
  everyMs: number,
  { signal, warn }: Life,
): Promise<void> {
  while (!signal.aborted) {
    await work(signal).catch(warn);
    await sleep(everyMs, undefined, { signal }).catch(() => {});
  }
}

async function beat(): Promise<void> {
  await jobsPool()`
    insert into worker_heartbeats (name, beat_at) values ('worker', ${currentTime()})
    on conflict (name) do update set beat_at = excluded.beat_at`;
}
