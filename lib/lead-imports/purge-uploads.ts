import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import { minusDays } from "@/lib/core/time";
import { emit } from "@/lib/events/emit";
import { lockForgotten } from "./queries";
import { removeUpload } from "./remove-upload";
import { updateState } from "./store";

const keptDays = 30;
const mostAtOnce = 100;

/** Takes files away that were uploaded and left alone for thirty days: people are in them. Called by the worker alone. */
export const purgeUploads = defineCommand({
  name: "purgeUploads",
  permission: "leads:write",
  input: z.strictObject({}),
  run: async (tx, _, ctx): Promise<{ discarded: number; more: boolean }> => {
    const forgotten = await lockForgotten(tx, minusDays(ctx.now, keptDays), mostAtOnce);
    for (const one of forgotten) {
      await updateState(tx, one.id, { state: "cancelled", finished_at: ctx.now }, ctx.now);
      removeUpload(one.stored_name);
    }
    await emit(
      tx,
      { ...ctx, actor: { userId: null, name: "Touchline", via: "job" } },
      forgotten.map(({ id, name, created_by }) => ({
        kind: "import.cancelled",
        subjects: { import_id: id, user_id: created_by },
        payload: { import_id: id, name, rows: 0 },
      })),
    );
    return { discarded: forgotten.length, more: forgotten.length === mostAtOnce };
  },
});
