import type { OrgTx } from "@/db/tenant";
import type { Calendar } from "./schema";

/** The organization's calendar, locked until commit, so that two admins change it one after the other. */
export async function lockCalendar(tx: OrgTx): Promise<void> {
  await tx.sql`select from organizations where id = (select current_org_id()) for no key update`;
}

export async function updateCalendar(tx: OrgTx, calendar: Calendar, now: Date): Promise<void> {
  const { week_start, fiscal_year_start, working_hours } = calendar;
  await tx.sql`
    update organizations set week_start = ${week_start}, fiscal_year_start = ${fiscal_year_start},
      working_hours = ${JSON.stringify(working_hours)}::jsonb, updated_at = ${now}
    where id = (select current_org_id())`;
}
