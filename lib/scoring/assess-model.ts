import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { type Model, tierOf } from "./model-rules";
import { changedModel } from "./publish-model";
import { getModel, listFacts, listSampleLeads } from "./queries";
import { scoreLead } from "./rules";
import type { PublishModelInput, ScoringEffect } from "./schema";

/** How many leads a preview looks at. */
const mostLeads = 2000;

/** What would become of the leads' tiers under a changed model; nothing is written. Of many leads, a sample. */
export async function assessModel(tx: OrgTx, input: PublishModelInput, ctx: Context): Promise<ScoringEffect> {
  const model = await getModel(tx);
  const changed = changedModel(model, input);
  const facts = await listFacts(tx, await listSampleLeads(tx, mostLeads));
  const count = (by: Model) => {
    const distribution = Array.from({ length: 101 }, () => 0);
    const tiers = { hot: 0, warm: 0, cold: 0, dormant: 0 };
    for (const one of facts) {
      const { score } = scoreLead(one, by, ctx.now);
      distribution[score] = (distribution[score] ?? 0) + 1;
      tiers[tierOf(score, by)] += 1;
    }
    return { distribution, tiers };
  };
  const after = count(changed);
  return { leads: facts.length, before: count(model).tiers, after: after.tiers, distribution: after.distribution };
}
