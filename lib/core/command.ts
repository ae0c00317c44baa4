import type { z } from "zod";
import { inOrganization, type OrgTx } from "@/db/tenant";
import type { Context } from "./context";
import { isRetryable, translateDatabaseError } from "./database-errors";
import { AppError } from "./errors";
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
};

/** Everything that changes the CRM: a verb on a noun. Call it with who asks and what outside words ask for. */
export type Command<I extends z.ZodType, O> = {
  (ctx: Context, raw: unknown): Promise<O>;
  /** the same, and whether the answer is a stored one */
  execute: (ctx: Context, raw: unknown) => Promise<Executed<O>>;
  definition: Definition<I, O>;
};

const attempts = 4;

/**
 * The one write path: permission, schema, one transaction in the organization, events with it; a deadlock runs it again.
 * Throws AppError only, or what nobody foresaw.
 */
export function defineCommand<I extends z.ZodType, O>(definition: Definition<I, O>): Command<I, O> {
  const execute = async (ctx: Context, raw: unknown): Promise<Executed<O>> => {
    requirePermission(ctx, definition.permission);
    const input = parseInput(definition.input, raw);
    const answer = await runAgainOnDeadlock(() =>
      inOrganization(ctx.orgId, (tx) => runOnce(definition, tx, input, ctx), ctx.actor.sees),
    );
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
