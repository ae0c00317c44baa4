"use server";

import { toAction } from "@/app/_adapters/action";
import { changeQuietHours } from "@/lib/quiet-hours/change-quiet-hours";
import type { QuietHours } from "@/lib/quiet-hours/schema";

export async function changeQuietHoursAction(hours: QuietHours) {
  return toAction(changeQuietHours, { revalidate: "/" })(hours);
}
