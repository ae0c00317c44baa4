import { defineCommand } from "@/lib/core/command";
import { AppError, invalid } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import type { Model } from "./model-rules";
import { getModel, getScoring } from "./queries";
import { type PublishModelInput, publishModelInputSchema, type Scoring } from "./schema";
import { insertModel, updateTiers } from "./store";

/** Makes a new version of the model the one that counts: tiers follow at once, scores are reckoned anew by the worker. */
export const publishModel = defineCommand({
  name: "publishModel",
  permission: "scoring:write",
  input: publishModelInputSchema,
  run: async (tx, input, ctx): Promise<Scoring> => {
    // Two at once: the second waits, and is then asked whether it knew of the first.
    await tx.sql`select pg_advisory_xact_lock(hashtextextended(${`scoring ${ctx.orgId}`}, 9))`;
    const before = await getModel(tx);
    if (input.if_version !== undefined && input.if_version !== before.version) {
      throw new AppError("STALE", "Somebody published another version since you opened this. Reload and change that.");
    }
    const model = changedModel(before, input);
    await insertModel(tx, model, { note: input.note || null, by: ctx.actor.userId, at: ctx.now });
    await updateTiers(tx);
    await emit(tx, ctx, [
      { kind: "scoring.published", payload: { version: model.version, changes: changesOf(before, model) } },
    ]);
    return getScoring(tx);
  },
});

/** The model with what is changed of it, as its next version. INVALID when the thresholds are not in their order. */
export function changedModel(before: Model, { note: _, if_version: __, weights, ...given }: PublishModelInput): Model {
  const model = {
    ...before,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    weights: { ...before.weights, ...weights },
    version: before.version + 1,
  };
  if (model.warm <= model.cold) throw invalid("warm", "Warm must begin above cold.");
  if (model.hot <= model.warm) throw invalid("hot", "Hot must begin above warm.");
  return model;
}

function changesOf(before: Model, after: Model) {
  const flat = ({ version: _, weights, ...rest }: Model): Record<string, number> => ({ ...weights, ...rest });
  const old = flat(before);
  return Object.fromEntries(
    Object.entries(flat(after))
      .filter(([name, value]) => old[name] !== value)
      .map(([name, value]) => [name, { old: old[name], new: value }]),
  );
}
