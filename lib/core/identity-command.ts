import type { z } from "zod";
import { type IdentityTx, withIdentity } from "@/db/tenant";
import { isRefused, type Refused } from "./command";
import type { Context } from "./context";
import { translateDatabaseError } from "./database-errors";
import { parseInput } from "./parse";
import { wakeSealer } from "./wake";

/** Who knocks before anybody knows who it is. A `Context` is a visitor too. */
export type Visitor = Pick<Context, "now" | "requestId" | "ip" | "userAgent">;

/** Opens the one kind of transaction these verbs may have; slow work (hashing) belongs before or between, never inside. */
export type OpenIdentity = <T>(work: (tx: IdentityTx) => Promise<T>) => Promise<T>;

type Definition<I extends z.ZodType, O, V extends Visitor> = {
  name: string;
  input: I;
  run: (open: OpenIdentity, input: z.output<I>, visitor: V) => Promise<O | Refused>;
};

export type IdentityCommand<I extends z.ZodType, O, V extends Visitor> = {
  (visitor: V, raw: unknown): Promise<O>;
  definition: Definition<I, O, V>;
};

/**
 * A verb that runs before an organization is known (sign in, accept, reset), or beyond any one (a person's own name).
 * It has no permission of its own: what proves the right to it (password, token, first visit) is checked in its body.
 */
export function defineIdentityCommand<I extends z.ZodType, O, V extends Visitor = Visitor>(
  definition: Definition<I, O, V>,
): IdentityCommand<I, O, V> {
  const command = async (visitor: V, raw: unknown): Promise<O> => {
    const input = parseInput(definition.input, raw);
    const output = await translating(() => definition.run(withIdentity, input, visitor));
    wakeSealer();
    if (isRefused(output)) throw output.refused;
    return output;
  };
  return Object.assign(command, { definition });
}

/** The way to read who may sign in; everything else is read under an organization. */
export const readIdentity = <T>(query: (tx: IdentityTx) => Promise<T>): Promise<T> =>
  translating(() => withIdentity(query));

async function translating<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw translateDatabaseError(error);
  }
}
