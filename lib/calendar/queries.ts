import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import type { Calendar } from "./schema";

/** How the organization divides time. */
export async function getCalendar(tx: OrgTx): Promise<Calendar> {
  const [row] = await tx.sql<Calendar[]>`
    select week_start, fiscal_year_start, working_hours from organizations where id = (select current_org_id())`;
  if (!row) throw new Error("The organization is always there");
  return row;
}

/** How many hours the organization worked on these days, until now. */
export async function countWorkingHours(
  tx: OrgTx,
  ctx: Pick<Context, "now" | "timezone">,
  { from, to }: { from: string; to: string },
): Promise<number> {
  const [row] = await tx.sql<{ hours: number }[]>`
    select working_hours_between(${from}::date::timestamp at time zone ${ctx.timezone},
      least((${to}::date + 1)::timestamp at time zone ${ctx.timezone}, ${ctx.now}::timestamptz), ${ctx.timezone}, working_hours) as hours
    from organizations where id = (select current_org_id())`;
  return row?.hours ?? 0;
}
