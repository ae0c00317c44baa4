import { TIERS, type Tier, tierOf } from "@/lib/scoring/model-rules";
import { TIER_NAMES } from "./score-words";

export type Thresholds = { hot: number; warm: number; cold: number };
type Props = { distribution: readonly number[]; thresholds: Thresholds };

const [width, height, gap] = [606, 120, 6];
const BOUNDS = ["cold", "warm", "hot"] as const;

/** How many leads have each score, and where the tiers begin; the counts stand beside it in words. */
export function ScoreDistribution({ distribution, thresholds }: Props) {
  const most = Math.max(1, ...distribution);
  return (
    <figure className="score-bars">
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label="Leads by score">
        {distribution.map((leads, score) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is the score
            key={score}
            x={score * gap}
            y={height - (leads / most) * (height - 8)}
            width={gap - 1}
            height={(leads / most) * (height - 8)}
            fill={FILLS[tierOf(score, thresholds)]}
          />
        ))}
        <line x1="0" y1={height} x2={width} y2={height} stroke="var(--line-strong)" />
        {BOUNDS.map((tier) => (
          <line
            key={tier}
            x1={thresholds[tier] * gap}
            y1="0"
            x2={thresholds[tier] * gap}
            y2={height}
            stroke="var(--text-2)"
            strokeDasharray="3 3"
            vectorEffect="non-scaling-stroke"
          />
        ))}
      </svg>
      {/* Words keep their size however narrow the picture is. */}
      {BOUNDS.map((tier) => (
        <span key={tier} style={{ left: `min(${((thresholds[tier] * gap) / width) * 100}%, 100% - 7ch)` }}>
          {TIER_NAMES[tier]} {thresholds[tier]}
        </span>
      ))}
    </figure>
  );
}

const FILLS: Record<Tier, string> = {
  hot: "var(--chart-1)",
  warm: "var(--chart-2)",
  cold: "var(--line-field)",
  dormant: "var(--line-strong)",
};

/** How many leads fall into each tier by these thresholds. */
export function tierCounts(distribution: readonly number[], thresholds: Thresholds): Record<Tier, number> {
  const counts = { hot: 0, warm: 0, cold: 0, dormant: 0 };
  for (const [score, leads] of distribution.entries()) counts[tierOf(score, thresholds)] += leads;
  return counts;
}

export const tierWords = (counts: Record<Tier, number>) =>
  TIERS.map((tier) => `${counts[tier].toLocaleString("en")} ${TIER_NAMES[tier].toLowerCase()}`).join(", ");
