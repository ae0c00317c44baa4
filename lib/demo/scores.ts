import { recomputeScores } from "@/lib/scoring/recompute-scores";
import { findSuggestions } from "@/lib/suggestion-engine/find-suggestions";
import type { Calendar } from "./calendar";
import type { Stage } from "./teller";

/** Everybody is scored by the model as it is delivered, and what could be done next stands there. */
export async function tellScores(stage: Stage, calendar: Calendar): Promise<void> {
  const { idempotency: _, ...ctx } = stage.as(stage.lister, calendar.now, "scores");
  for (let more = true; more; ) ({ more } = await recomputeScores(ctx, {}));
  for (let more = true; more; ) ({ more } = await findSuggestions(ctx, {}));
}
