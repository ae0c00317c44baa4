import type { Tier } from "@/lib/scoring/model-rules";
import type { LeadScore } from "@/lib/scoring/schema";

export const TIER_NAMES: Record<Tier, string> = { hot: "Hot", warm: "Warm", cold: "Cold", dormant: "Dormant" };

export const REASON_WORDS: Record<LeadScore["history"][number]["reason"], string> = {
  first: "First score",
  event: "Something happened",
  night: "Time has passed",
  model: "New version of the model",
  asked: "Scored by hand",
};

/** "+12" or "-5"; zero has no sign. */
export const signed = (points: number) => (points > 0 ? `+${points}` : String(points));
