"use server";

import { toAction } from "@/app/_adapters/action";
import { removeViewMail } from "@/lib/view-mails/remove-view-mail";
import { saveViewMail } from "@/lib/view-mails/save-view-mail";

export async function saveViewMailAction(raw: Record<string, unknown>) {
  return toAction(saveViewMail)(raw);
}

export async function removeViewMailAction(raw: { id: string }) {
  return toAction(removeViewMail)(raw);
}
