import { changeAutonomy } from "@/lib/autonomy/change-autonomy";
import { changeCeiling } from "@/lib/autonomy/change-ceiling";
import { listBudgetAccounts } from "@/lib/budgets/queries";
import { createCampaign } from "@/lib/campaigns/create-campaign";
import { read } from "@/lib/core/read";
import { listSources } from "@/lib/sources/queries";
import { cadences } from "./cadence-texts";
import type { Calendar } from "./calendar";
import { onceFree } from "./once-free";
import type { Who } from "./sign-ins";
import type { Stage } from "./teller";

/** What Fernway's outreach is for, and the sequence or the people's days that belong to it. */
const campaigns: readonly {
  name: string;
  goal: string;
  source?: string;
  paid?: boolean;
  sequence?: string;
  days?: Who[];
}[] = [
  {
    name: "Reefer carriers, winter",
    goal: "Ten first meetings with carriers of 20 vehicles and more before the peak",
    source: "List: reefer fleets",
    sequence: cadences.carriers.name,
  },
  {
    name: "Back from the ice",
    goal: "Who said “next year” is asked again, once",
    sequence: cadences.ice.name,
    days: ["rep3"],
  },
  {
    name: "Cold chain fair",
    goal: "Every card from the fair is answered within a week",
    source: "Cold chain fair",
    paid: true,
    days: ["rep1", "rep4"],
  },
];

/** Campaigns by what belongs to them: the name of a sequence, or whose day it is. */
export type CampaignsOf = ReadonlyMap<string, string>;

export async function tellCampaigns(stage: Stage, calendar: Calendar): Promise<CampaignsOf> {
  const at = calendar.workday(14, 560);
  const manager = (key: string) => stage.as("manager", at, `campaign ${key}`);
  const [sources, accounts] = await read(manager("links"), "budget:read", (tx) =>
    Promise.all([listSources(tx), listBudgetAccounts(tx)]),
  );
  const found = new Map<string, string>();
  for (const { name, goal, source, paid, sequence, days = [] } of campaigns) {
    const source_id = sources.find((one) => one.name === source)?.id ?? null;
    const account_id = paid ? (accounts[0]?.id ?? null) : null;
    const { id } = await onceFree(() => createCampaign(manager(name), { name, goal, source_id, account_id }));
    for (const key of [...(sequence ? [sequence] : []), ...days]) found.set(key, id);
  }
  return found;
}

/** How far suggestions go by themselves: small tasks may, letters are read; one rep sends replies with one press. */
export async function tellAutonomy(stage: Stage, calendar: Calendar): Promise<void> {
  const as = (who: Who, hours: number) => stage.as(who, calendar.hoursAgo(hours), `autonomy of ${who}`);
  await onceFree(() => changeCeiling(as("admin", 60), { TASK: { level: "automatic", day_limit: 5 } }));
  await onceFree(() => changeAutonomy(as("rep2", 55), { REPLY: { level: "one_click" } }));
  await onceFree(() => changeAutonomy(as("rep3", 54), { TASK: { level: "automatic", day_limit: 2 } }));
}
