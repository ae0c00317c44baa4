import type { Context } from "./context";
import { AppError } from "./errors";
import { atLeast } from "./permissions";

/** One person's hours, ways and templates are theirs: who manages may ask for them, a colleague may not. */
export const mayAskOf = ({ actor }: Pick<Context, "actor">, userId: string | undefined): boolean =>
  userId === undefined || userId === actor.userId || atLeast(actor.role, "manager");

/** FORBIDDEN when the figures are a colleague's own. */
export function requireOwnFigures(ctx: Pick<Context, "actor">, userId: string | undefined): void {
  if (mayAskOf(ctx, userId)) return;
  throw new AppError(
    "FORBIDDEN",
    "These are the figures of a colleague, which they and managers see. Leave the rep out, or ask for your own.",
  );
}
