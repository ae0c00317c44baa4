"use server";

import { toAction } from "@/app/_adapters/action";
import { completeItem } from "@/lib/daily-outreach/complete-item";
import { createDay } from "@/lib/daily-outreach/create-day";
import { sendItem } from "@/lib/daily-outreach/send-item";
import { skipItem } from "@/lib/daily-outreach/skip-item";
import { undoItem } from "@/lib/daily-outreach/undo-item";
import { updateItem } from "@/lib/daily-outreach/update-item";
import { changeGoals } from "@/lib/goals/change-goals";

export async function createDayAction(raw: unknown) {
  return toAction(createDay)(raw);
}

export async function sendItemAction(raw: unknown) {
  return toAction(sendItem)(raw);
}

export async function completeItemAction(raw: unknown) {
  return toAction(completeItem)(raw);
}

export async function skipItemAction(raw: unknown) {
  return toAction(skipItem)(raw);
}

export async function updateItemAction(raw: unknown) {
  return toAction(updateItem)(raw);
}

export async function undoItemAction(raw: unknown) {
  return toAction(undoItem)(raw);
}

export async function changeGoalsAction(raw: unknown) {
  return toAction(changeGoals)(raw);
}
