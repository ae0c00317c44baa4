"use server";

import { toAction } from "@/app/_adapters/action";
import { changeCalendar } from "@/lib/calendar/change-calendar";
import type { Calendar } from "@/lib/calendar/schema";

export async function changeCalendarAction(calendar: Calendar) {
  return toAction(changeCalendar, { revalidate: "/" })(calendar);
}
