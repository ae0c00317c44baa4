import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { emit } from "@/lib/events/emit";
import { countClosed, findLearned, listExamples } from "./queries";
import { recomputePredictions } from "./recompute-predictions";
import { isEnough, type Learnt, learnFrom } from "./rules";
import { forgetPredictions, insertLearned } from "./store";

const mostExamples = 10_000;
const dayMs = 86_400_000;
const pageSize = 1000;

/**
 * Once a day, where there is enough history: learns from the leads that have ended, outside any transaction, and foretells the open ones.
 * Where there is not enough any more, since leads were deleted or opened again, what was foretold is taken back. Called by the worker alone.
 * Whether anything was learned.
 */
export async function rebuildModel(ctx: Context): Promise<boolean> {
  const known = await read(ctx, "leads:read", async (tx) => {
    const [{ closed, converted }, learned] = await Promise.all([countClosed(tx), findLearned(tx)]);
    const age = learned ? ctx.now.getTime() - learned.at.getTime() : dayMs;
    // A clock that ran ahead has learned in the future: that is no reason to wait until then.
    const fresh = age >= 0 && age < dayMs;
    if (!isEnough(closed, converted)) return learned ? "too few" : null;
    return fresh ? null : listExamples(tx, mostExamples);
  });
  if (known === null) return false;
  if (known === "too few") {
    while ((await takeBack(ctx, {})).more);
    return false;
  }
  await storeLearned(ctx, { learnt: learnFrom(known) });
  for (let after: string | null | undefined; after !== null; ) {
    ({ next: after } = await recomputePredictions(ctx, { after: after ?? null }));
  }
  return true;
}

const takeBack = defineCommand({
  name: "takeBackPredictions",
  permission: "leads:write",
  input: z.strictObject({}),
  run: async (tx) => ({ more: (await forgetPredictions(tx, pageSize)) === pageSize }),
});

const storeLearned = defineCommand({
  name: "storeLearned",
  permission: "leads:write",
  input: z.strictObject({ learnt: z.custom<Learnt>() }),
  run: async (tx, { learnt }, ctx) => {
    await insertLearned(tx, learnt, ctx.now);
    const author = { ...ctx, actor: { ...ctx.actor, userId: ctx.actor.userId || null } };
    const { leads, positives, auc } = learnt;
    await emit(tx, author, [{ kind: "predictions.learned", payload: { leads, positives, auc } }]);
  },
});
