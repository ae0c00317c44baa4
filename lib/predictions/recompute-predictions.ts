import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import { predict } from "@/lib/learned-scores/rules";
import { findLearned, listOpenExamples } from "./queries";
import { tableOf } from "./rules";
import { updatePredictions } from "./store";

const pageSize = 1000;

/** Foretells for the next open leads how likely each becomes a client. Called by the worker alone. */
export const recomputePredictions = defineCommand({
  name: "recomputePredictions",
  permission: "leads:write",
  input: z.strictObject({ after: z.uuid().nullable() }),
  run: async (tx, { after }): Promise<{ leads: number; next: string | null }> => {
    const learned = await findLearned(tx);
    if (!learned) return { leads: 0, next: null };
    const list = await listOpenExamples(tx, after, pageSize);
    const told = predict(learned.model, tableOf(list));
    const rounded = list.map((one, nth) => ({ id: one.id, probability: Math.round((told[nth] ?? 0) * 1000) / 1000 }));
    if (list.length > 0) await updatePredictions(tx, rounded);
    return { leads: list.length, next: list.length === pageSize ? (list.at(-1)?.id ?? null) : null };
  },
});
