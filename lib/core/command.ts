import type { z } from "zod";
import { inOrganization, type OrgTx } from "@/db/tenant";
import type { Context } from "./context";
import { isRetryable, translateDatabaseError } from "./database-errors";
import { AppError } from "./errors";
import { findForward } from "./forward";
import { findStoredAnswer, storeAnswer } from "./idempotency";
import { parseInput } from "./parse";
import type { Permission } from "./permissions";
import { requirePermission } from "./read";
import { wakeSealer } from "./wake";

/** A refusal whose evidence is kept: the transaction commits, then the error is thrown. */
export type Refused = { refused: AppError };
export type Executed<O> = { output: O; replayed: boolean };

type Definition<I extends z.ZodType, O> = {
  name: string;
  permission: Permission;
  input: I;
  run: (tx: OrgTx, input: z.output<I>, ctx: Context) => Promise<O | Refused>;
  /** whether the id of a lead that was merged means the lead it is a part of now; default: yes */
  forwards?: boolean;
};

/** Everything that changes the CRM: a verb on a noun. Call it with who asks and what outside words ask for. */
export type Command<I extends z.ZodType, O> = {
  (ctx: Context, raw: unknown): Promise<O>;
  /** the same, and whether the answer is a stored one */
  execute: (ctx: Context, raw: unknown) => Promise<Executed<O>>;
  definition: Definition<I, O>;
};

const attempts = 4;

/** The same input about the lead that the one it names is a part of now; null when the error is another, or it is no such lead. */
async function forwardInput<T>(ctx: Context, input: T, error: unknown): Promise<T | null> {
  if (!(error instanceof AppError) || error.code !== "NOT_FOUND") return null;
  if (typeof input !== "object" || input === null || !("lead_id" in input) || typeof input.lead_id !== "string")
    return null;
  const leadId = input.lead_id;
  const into = await inOrganization(ctx.orgId, (tx) => findForward(tx, leadId), ctx.actor.sees);
  return into === null ? null : { ...input, lead_id: into };
}

/**
 * The one write path: permission, schema, one transaction in the organization, events with it; a deadlock runs it again.
 * Throws AppError only, or what nobody foresaw.
 */
export function defineCommand<I extends z.ZodType, O>(definition: Definition<I, O>): Command<I, O> {
  const execute = async (ctx: Context, raw: unknown): Promise<Executed<O>> => {
    requirePermission(ctx, definition.permission);
    const input = parseInput(definition.input, raw);
    const run = (asked: z.output<I>) =>
      runAgainOnDeadlock(() => inOrganization(ctx.orgId, (tx) => runOnce(definition, tx, asked, ctx), ctx.actor.sees));
    const answer = await run(input).catch(async (error) => {
      const forwarded = definition.forwards === false ? null : await forwardInput(ctx, input, error);
      if (forwarded === null) throw error;
      return run(forwarded);
    });
    wakeSealer();
    if (isRefused(answer.output)) throw Object.assign(answer.output.refused, { replayed: answer.replayed });
    return { output: answer.output, replayed: answer.replayed };
  };
  const command = async (ctx: Context, raw: unknown) => (await execute(ctx, raw)).output;
  return Object.assign(command, { execute, definition });
}

async function runOnce<I extends z.ZodType, O>({ run }: Definition<I, O>, tx: OrgTx, input: z.output<I>, ctx: Context) {
  if (!ctx.idempotency) return { output: await run(tx, input, ctx), replayed: false };
  const stored = await findStoredAnswer<O | Refused>(tx, ctx.idempotency);
  if (stored) return { output: stored.answer, replayed: true };
  const output = await run(tx, input, ctx);
  tx.along(storeAnswer(tx, ctx.idempotency, output));
  return { output, replayed: false };
}

async function runAgainOnDeadlock<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (attempt < attempts && isRetryable(error)) continue;
      throw translateDatabaseError(error);
    }
  }
}

/** Whether the body refused: its evidence commits, then the error is thrown. */
export const isRefused = (output: unknown): output is Refused =>
  typeof output === "object" && output !== null && "refused" in output && output.refused instanceof AppError;
