"use server";

import { toAction } from "@/app/_adapters/action";
import { changeDigest } from "@/lib/notifications/change-digest";
import { changeNotifications } from "@/lib/notifications/change-notifications";

export async function changeNotificationsAction(raw: unknown) {
  return toAction(changeNotifications)(raw);
}

export async function changeDigestAction(raw: unknown) {
  return toAction(changeDigest)(raw);
}
