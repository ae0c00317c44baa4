import type { z } from "zod";
import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { parseInput } from "@/lib/core/parse";
import { enqueueJob, type JobWish } from "./enqueue-job";

/** One turn of long work: a short command of its own transaction; whether there is more to do. */
export type Turn = { more: boolean };

type Definition<S extends z.ZodType> = {
  /** `noun.verb`; it stands in jobs that wait, so it never changes its meaning */
  name: string;
  payload: S;
  run: (ctx: Context, payload: z.output<S>) => Promise<Turn>;
  /** when it can never be done: whoever began it left, it was refused, or failed too often */
  abandon: (ctx: Context, payload: z.output<S>, why: string) => Promise<unknown>;
};

/** A job as the worker knows it: the payload is read by its schema on every turn. */
export type Job = {
  name: string;
  run: (ctx: Context, raw: unknown) => Promise<Turn>;
  abandon: (ctx: Context, raw: unknown, why: string) => Promise<unknown>;
};

/**
 * Work for the worker, cut into turns of at most a second: whatever a killed worker had not committed is done again by the next one, so
 * a turn must find out from the tables what is left. List it in lib/registry/jobs.
 */
export function defineJob<S extends z.ZodType>({ name, payload, run, abandon }: Definition<S>) {
  return {
    name,
    run: (ctx: Context, raw: unknown) => run(ctx, parseInput(payload, raw)),
    abandon: (ctx: Context, raw: unknown, why: string) => abandon(ctx, parseInput(payload, raw), why),
    enqueue: (tx: OrgTx, ctx: Context, given: z.input<S>, wish: JobWish = {}) =>
      enqueueJob(tx, ctx, { ...wish, task: name, payload: given }),
  };
}
