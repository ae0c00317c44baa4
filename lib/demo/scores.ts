import { recomputeScores } from "@/lib/scoring/recompute-scores";
import type { Calendar } from "./calendar";
import type { Stage } from "./teller";

/** Everybody is scored by the model as it is delivered. */
export async function tellScores(stage: Stage, calendar: Calendar): Promise<void> {
  const { idempotency: _, ...ctx } = stage.as(stage.lister, calendar.now, "scores");
  for (let more = true; more; ) ({ more } = await recomputeScores(ctx, {}));
}
