"use server";

import { toAction } from "@/app/_adapters/action";
import { deleteView } from "@/lib/saved-views/delete-view";
import { restoreView } from "@/lib/saved-views/restore-view";
import { saveView } from "@/lib/saved-views/save-view";
import { setDefaultView } from "@/lib/saved-views/set-default-view";
import { setListColumns } from "@/lib/saved-views/set-list-columns";
import { updateView } from "@/lib/saved-views/update-view";

const list = { revalidate: "/leads" };

export async function saveViewAction(raw: unknown) {
  return toAction(saveView, list)(raw);
}

export async function updateViewAction(raw: unknown) {
  return toAction(updateView, list)(raw);
}

export async function deleteViewAction(raw: unknown) {
  return toAction(deleteView, list)(raw);
}

export async function restoreViewAction(raw: unknown) {
  return toAction(restoreView, list)(raw);
}

export async function setDefaultViewAction(raw: unknown) {
  return toAction(setDefaultView, list)(raw);
}

export async function setListColumnsAction(raw: unknown) {
  return toAction(setListColumns, list)(raw);
}
