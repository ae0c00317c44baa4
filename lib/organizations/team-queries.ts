import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { mayAskOf, personOf, requireOwnFigures } from "@/lib/core/own-figures";

type Named = { id: string; name: string };
type Asked = Parameters<typeof personOf>[0] & { team_id?: string };

/** So many besides oneself must be in a team: of fewer its figures are those of one colleague. */
const LEAST_OTHERS = 2;

/** The teams whose figures somebody may ask for, by name: who manages, of each; a colleague, of those in which no one person's are told. */
export const listTeamsToAsk = (tx: OrgTx, ctx: Context): Promise<Named[]> => tx.sql<Named[]>`
  select t.id, t.name from teams t
  where ${mayAskOf(ctx, "anybody's")} or ${LEAST_OTHERS} <= (
    select count(*) from memberships m where m.team_id = t.id and m.active and m.user_id <> ${ctx.actor.userId})
  order by t.name`;

/** Whether the person or the team that a page is narrowed to may be asked for by whoever asks. */
export async function mayAskFor(tx: OrgTx, ctx: Context, asked: Asked): Promise<boolean> {
  const person = personOf(asked);
  if (!mayAskOf(ctx, person)) return false;
  if (!asked.team_id || person) return true;
  return (await listTeamsToAsk(tx, ctx)).some((one) => one.id === asked.team_id) || mayAskOf(ctx, "anybody's");
}

/** FORBIDDEN when the figures are a colleague's own, by name or as those of a team with hardly anybody else in it. */
export async function requireTheirFigures(tx: OrgTx, ctx: Context, asked: Asked): Promise<void> {
  requireOwnFigures(ctx, personOf(asked));
  if (await mayAskFor(tx, ctx, asked)) return;
  throw new AppError(
    "FORBIDDEN",
    "Fewer than two people besides you are in this team, so its figures are those of a colleague, which they and managers see. Leave the team out.",
  );
}
