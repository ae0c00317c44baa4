"use server";

import { toAction } from "@/app/_adapters/action";
import type { ImportActions } from "@/components/imports/import-actions";
import { undoImport } from "@/lib/import-undos/undo-import";
import { startImport } from "@/lib/import-work/start-import";
import { cancelImport } from "@/lib/lead-imports/cancel-import";
import { updateImport } from "@/lib/lead-imports/update-import";

const anew = { revalidate: "/imports" };

export const updateImportAction: ImportActions["update"] = async (asked) => toAction(updateImport, anew)(asked);
export const startImportAction: ImportActions["start"] = async (asked) => toAction(startImport, anew)(asked);
export const cancelImportAction: ImportActions["cancel"] = async (asked) => toAction(cancelImport, anew)(asked);
export const undoImportAction: ImportActions["undo"] = async (asked) => toAction(undoImport, anew)(asked);
