import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { read } from "@/lib/core/read";
import { approveSuggestion } from "@/lib/suggestions/approve-suggestion";
import { type Automatic, listAutomatic } from "./queries";
import { releaseSuggestion } from "./release-suggestion";

const pageSize = 50;

/**
 * Approves what people want carried out without a press, each in the owner's name by the command of the button: the gate again, once, and
 * never past a rule. What is refused is left to its owner. Returns how many were carried out. Called by the worker alone.
 */
export async function runAutomatic(ctx: Context): Promise<number> {
  const list = await read(ctx, "suggestions:read", (tx) => listAutomatic(tx, ctx.now, pageSize));
  let done = 0;
  for (const one of list) done += (await approve(ctx, one)) ? 1 : 0;
  return done;
}

async function approve(ctx: Context, { id, version, user_id: userId, name, role }: Automatic): Promise<boolean> {
  const owner = { ...ctx, actor: { userId, name, role, via: "job" as const, scopes: [] } };
  try {
    await approveSuggestion(owner, { id, version });
    return true;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // A busy moment passes; somebody who was faster has decided.
    if (error.code === "UNAVAILABLE" || error.code === "STALE" || error.code === "NOT_FOUND") return false;
    await releaseSuggestion(owner, { id, code: error.code });
    return false;
  }
}
