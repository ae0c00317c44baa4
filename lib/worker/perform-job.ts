import type { AddJobFunction, Job as JobRow } from "graphile-worker";
import { z } from "zod";
import { findMember } from "@/lib/accounts/identity-queries";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { readIdentity } from "@/lib/core/identity-command";
import { newId } from "@/lib/core/ids";
import { currentTime } from "@/lib/core/time";
import { markBusy } from "@/lib/jobs/busy-organizations";
import type { Job } from "@/lib/jobs/define-job";

type Life = { signal: AbortSignal; warn: (error: unknown) => void };
type Envelope = z.output<typeof envelope>;

/** As `enqueue_job` writes it: whose organization it is was the transaction's to say. */
const envelope = z.object({ org_id: z.uuid(), actor_id: z.uuid(), payload: z.unknown() });

/** So often a job may fail, as `enqueue_job` has it. */
const mostFailures = 12;
/** So often its worker may be killed over it: a restart is nobody's fault, but a job that ends every worker is given up. */
const mostTries = 100;

/** After this long a job lets the others have their turn: it goes on behind them, as a new job without the failures of the old. */
const turnsMs = 2000;

/**
 * Runs a job's turns in the name of who began it, as they stand at each turn. It ends between two turns when the worker is stopped;
 * what cannot succeed is abandoned at once, what failed is tried again later and abandoned the last time.
 */
export async function performJob(
  job: Job,
  raw: unknown,
  row: JobRow,
  addJob: AddJobFunction,
  life: Life,
): Promise<void> {
  const given = envelope.parse(raw);
  const until = performance.now() + turnsMs;
  try {
    do {
      const member = await contextOf(given);
      if (!member.active) return abandon(job, given, "Whoever began this is no longer an active member.");
      if (row.attempts >= mostTries) return abandon(job, given, broken);
      if (!(await job.run(member.ctx, given.payload)).more) return;
      markBusy(given.org_id);
    } while (!life.signal.aborted && performance.now() < until);
  } catch (error) {
    if (row.attempts < row.max_attempts && !isFinal(error)) throw error;
    life.warn(error);
    return abandon(job, given, error instanceof AppError ? error.detail : broken);
  }
  const { key, priority } = row;
  await addJob(job.name, raw, { jobKey: key ?? undefined, priority, maxAttempts: mostFailures });
}

const abandon = async (job: Job, given: Envelope, why: string): Promise<void> => {
  const { ctx } = await contextOf(given);
  await job.abandon(ctx, given.payload, why);
};

const broken = "Something broke on our side, again and again.";
const finalCodes: readonly string[] = ["INVALID", "FORBIDDEN", "NOT_FOUND"];
const isFinal = (error: unknown) => error instanceof AppError && finalCodes.includes(error.code);

async function contextOf({ org_id, actor_id }: Envelope): Promise<{ ctx: Context; active: boolean }> {
  const member = await readIdentity((tx) => findMember(tx, org_id, actor_id));
  if (!member) throw new AppError("NOT_FOUND", "Whoever began this is not a member of the organization.");
  const { name, role, sees, timezone, default_region, active } = member;
  const actor = { userId: actor_id, name, role, sees, via: "job" as const, scopes: [] };
  const ctx = {
    orgId: org_id,
    timezone,
    defaultRegion: default_region,
    actor,
    now: currentTime(),
    requestId: newId(),
  };
  return { ctx, active };
}
