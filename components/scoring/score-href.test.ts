import { expect, it } from "vitest";
import { filterSchema } from "@/lib/filters/schema";
import { TIERS, tierOf } from "@/lib/scoring/model-rules";
import { scoreHref, tierScores, unscoredHref } from "./score-href";

it.each([
  { hot: 70, warm: 45, cold: 25 },
  { hot: 100, warm: 1, cold: 1 },
  { hot: 50, warm: 50, cold: 20 },
])("gives each tier by %o the scores that fall into it", (thresholds) => {
  const scores = tierScores(thresholds);
  for (let score = 0; score <= 100; score++) {
    const within = TIERS.filter((tier) => {
      const [from, to] = scores[tier] ?? [1, 0];
      return from <= score && score <= to;
    });
    expect(within, String(score)).toEqual([tierOf(score, thresholds)]);
  }
});

it("opens lists that the lead list reads", () => {
  for (const href of [scoreHref(25, 44), unscoredHref()]) {
    const filter = new URLSearchParams(href.split("?")[1]).get("filter") ?? "";
    expect(filterSchema.safeParse(JSON.parse(filter)).success, href).toBe(true);
  }
});
