import type { Context } from "./context";
import { AppError } from "./errors";
import { atLeast } from "./permissions";

/** One person's hours, ways and templates are theirs: who manages may ask for them, a colleague may not. */
export const mayAskOf = ({ actor }: Pick<Context, "actor">, userId: string | undefined): boolean =>
  userId === undefined || userId === actor.userId || atLeast(actor.role, "manager");

type Rows = {
  user_id?: string;
  rep_id?: string;
  hour?: number;
  weekday?: number;
  template_id?: string;
  sequence_id?: string;
};

/**
 * The one person whose hours, ways or templates these rows would tell, if there is one: whom the page is narrowed to, or whose row of a table is taken
 * apart by hour, weekday, template or sequence. The row as a whole is everybody's (ADR 0056).
 */
export function personOf({ user_id, rep_id, ...asked }: Rows): string | undefined {
  if (user_id || rep_id === "none") return user_id;
  const apart = [asked.hour, asked.weekday, asked.template_id, asked.sequence_id].some((one) => one !== undefined);
  return apart ? rep_id : undefined;
}

/** FORBIDDEN when the figures are a colleague's own. */
export function requireOwnFigures(ctx: Pick<Context, "actor">, userId: string | undefined): void {
  if (mayAskOf(ctx, userId)) return;
  throw new AppError(
    "FORBIDDEN",
    "These are the figures of a colleague, which they and managers see. Leave the rep out, or ask for your own.",
  );
}
