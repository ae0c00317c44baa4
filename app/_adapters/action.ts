import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import type { Command } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import type { Visitor } from "@/lib/core/identity-command";
import type { Problem } from "@/lib/guard/schema";
import { type Caller, findCaller, visitorOf } from "./caller";
import { toProblem } from "./problem";
import { spendRequest } from "./rate-limit";

export type ActionResult<O> = { ok: true; output: O } | { ok: false; problem: Problem };

/** A command as a server action. It never throws: the form keeps what was typed and shows the problem. */
export function toAction<I extends z.ZodType, O>(
  command: Command<I, O>,
  { revalidate }: { revalidate?: string } = {},
): (raw: unknown) => Promise<ActionResult<O>> {
  return (raw) =>
    asAction(async ({ context }) => {
      const output = await command(context, raw);
      if (revalidate) revalidatePath(revalidate, "layout");
      return output;
    });
}

/** The same around anything that needs a signed-in person: a read for the palette, a verb over identities. */
export const asAction = <O>(work: (caller: Caller) => Promise<O>): Promise<ActionResult<O>> =>
  asVisitorAction(async (visitor) => {
    const caller = await findCaller(await headers(), visitor);
    if (caller?.door !== "session") throw signedOut();
    spendRequest(caller.identity.id);
    return work(caller);
  });

/** On a page nothing typed is lost by it, and the way to go on without losing it is said. */
const signedOut = () =>
  new AppError(
    "UNAUTHENTICATED",
    "You were signed out, so this was not saved. What you wrote is still here: sign in again in another tab, then repeat it here.",
  );

/** The same for who is not signed in yet. */
export async function asVisitorAction<O>(work: (visitor: Visitor) => Promise<O>): Promise<ActionResult<O>> {
  const visitor = visitorOf(await headers());
  try {
    return { ok: true, output: await work(visitor) };
  } catch (error) {
    unstable_rethrow(error);
    return { ok: false, problem: toProblem(error, visitor.requestId) };
  }
}
