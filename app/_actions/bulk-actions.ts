"use server";

import { toAction } from "@/app/_adapters/action";
import { cancelBulkAction } from "@/lib/bulk-actions/cancel-bulk-action";
import { startBulkAction } from "@/lib/bulk-actions/start-bulk-action";
import { undoBulkAction } from "@/lib/bulk-undos/undo-bulk-action";

export async function startBulkActionAction(raw: unknown) {
  return toAction(startBulkAction)(raw);
}

export async function cancelBulkActionAction(raw: unknown) {
  return toAction(cancelBulkAction)(raw);
}

export async function undoBulkActionAction(raw: unknown) {
  return toAction(undoBulkAction)(raw);
}
