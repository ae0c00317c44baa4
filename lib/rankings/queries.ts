import type { OrgTx } from "@/db/tenant";
import { keepCampaign } from "@/lib/analytics/link-rules";
import { getOutreachAnalytics } from "@/lib/analytics/queries";
import { definitions } from "@/lib/analytics/rules";
import type { Context } from "@/lib/core/context";
import { rankingLinks } from "./link-rules";
import { rankingDefinitions, rankReps } from "./rules";
import type { Ranking, RankingInput } from "./schema";

/** Reps over a period, ranked so that ten lucky mails win nothing. */
export async function getRanking(tx: OrgTx, ctx: Context, { minimum, ...asked }: RankingInput): Promise<Ranking> {
  const all = await getOutreachAnalytics(tx, ctx, asked);
  const team = {
    attempts: all.total_attempts,
    conversations: all.conversations,
    responded_conversations: all.responded_conversations,
    response_rate: all.response_rate,
    avg_response_time_hours: all.avg_response_time_hours,
    median_response_time_hours: all.median_response_time_hours,
    p90_response_time_hours: all.p90_response_time_hours,
  };
  const { attempt, conversation, response, response_rate, response_time, previous } = definitions;
  return {
    from_date: all.from_date,
    to_date: all.to_date,
    timezone: all.timezone,
    minimum,
    team,
    data: rankReps(all.by_rep, team, minimum),
    previous: all.previous,
    rows: keepCampaign(rankingLinks(all, asked.method), asked.campaign_id),
    definitions: { ...rankingDefinitions, attempt, conversation, response, response_rate, response_time, previous },
  };
}
