import Link from "next/link";
import { Panel } from "@/components/analytics/panel";
import { RowLink } from "@/components/analytics/row-link";
import { TIERS, tierOf } from "@/lib/scoring/model-rules";
import { ScoreDistribution, type Thresholds, tierCounts } from "./score-distribution";
import { scoreHref, tierScores, unscoredHref } from "./score-href";
import { TIER_NAMES } from "./score-words";

type Props = {
  distribution: readonly number[];
  thresholds: Thresholds;
  unscored: number;
  /** as leads are scored now: then every count opens its leads; else a preview */
  real: boolean;
};

/** How many leads have each score and fall into each tier: as a chart, as a table and as a file. */
export function ScorePanel({ distribution, thresholds, unscored, real }: Props) {
  const rows = distribution.flatMap((leads, score) => (leads > 0 ? [{ score, leads }] : []));
  const tierName = (score: number) => TIER_NAMES[tierOf(score, thresholds)];
  return (
    <Panel
      title="Leads by score"
      note={real ? null : <span className="t3 sm cut">as it would be</span>}
      csv={{
        fileName: "leads-by-score.csv",
        rows: [["score", "tier", "leads"], ...rows.map(({ score, leads }) => [score, tierName(score), leads])],
      }}
      chart={
        <div className="grid grid-cols-1 gap-3 p-4">
          <ScoreDistribution distribution={distribution} thresholds={thresholds} />
          <TierWords {...{ distribution, thresholds, unscored, real }} />
        </div>
      }
      table={
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
        <section className="h-72 overflow-y-auto" tabIndex={0} aria-label="Leads by score, as a table">
          <table className="tbl plain">
            <thead>
              <tr>
                <th scope="col" className="num w-20">
                  Score
                </th>
                <th scope="col">Tier</th>
                <th scope="col" className="num w-24">
                  Leads
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ score, leads }) => (
                <tr key={score}>
                  <td className="num">{score}</td>
                  <td>{tierName(score)}</td>
                  <td className="num">
                    <RowLink value={leads} href={real ? scoreHref(score, score) : undefined} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      }
    />
  );
}

/** How many fall into each tier, in a line. */
function TierWords({ distribution, thresholds, unscored, real }: Props) {
  const counts = tierCounts(distribution, thresholds);
  const scores = tierScores(thresholds);
  const parts = [
    ...TIERS.map((tier) => {
      const range = scores[tier];
      return {
        words: `${counts[tier].toLocaleString("en")} ${TIER_NAMES[tier].toLowerCase()}`,
        href: range && scoreHref(...range),
      };
    }),
    ...(unscored > 0 ? [{ words: `${unscored.toLocaleString("en")} not scored yet`, href: unscoredHref() }] : []),
  ];
  return (
    <p className="t2" role="status">
      {parts.map(({ words, href }, at) => (
        <span key={words}>
          {at > 0 ? ", " : ""}
          {real && href ? (
            <Link className="u" href={href} prefetch={false}>
              {words}
            </Link>
          ) : (
            words
          )}
        </span>
      ))}
    </p>
  );
}
