"use server";

import { toAction } from "@/app/_adapters/action";
import { changeNotifications } from "@/lib/notifications/change-notifications";

export async function changeNotificationsAction(raw: unknown) {
  return toAction(changeNotifications)(raw);
}
