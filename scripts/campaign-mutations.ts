import { type Mutation, replaceInside } from "@/scripts/mutation";

const autonomy = ["lib/autonomy"];
const campaigns = ["lib/campaigns"];

/** The guarantees of autonomy and campaigns (drizzle/0045, 0046). */
export const campaignMutations: Mutation[] = [
  {
    guarantee: "what goes out without a press has a limit of the day",
    sql: replaceInside("guard_automatic()", "done >= holds.day_limit", "false"),
    tests: autonomy,
    named: "stops at the limit of the day",
  },
  {
    guarantee: "a message keeps its campaign",
    sql: "grant update (campaign_id) on communications to touchline_app",
    tests: campaigns,
    named: "never to another afterwards",
  },
];
