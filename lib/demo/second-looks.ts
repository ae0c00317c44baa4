import { listCollisions } from "@/lib/collisions/queries";
import { resolveCollision } from "@/lib/collisions/resolve-collision";
import { reviewOverride } from "@/lib/collisions/review-override";
import { type Collision, listCollisionsInputSchema, type Resolution } from "@/lib/collisions/schema";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { fromIso, plusSeconds } from "@/lib/core/time";
import { requestHandOver } from "@/lib/hand-overs/request-hand-over";
import { changeMember } from "@/lib/organizations/change-member";
import type { Calendar } from "./calendar";
import { onceFree } from "./once-free";
import type { Who } from "./sign-ins";
import type { Stage } from "./teller";

/** How many overrides of the last days nobody has looked at yet. */
const unseen = 4;
const teams: readonly [Who, string][] = [
  ["rep1", "East"],
  ["rep2", "East"],
  ["rep3", "West"],
  ["rep4", "West"],
];
const outcomes: readonly Resolution[] = ["agreed", "no_harm", "coached", "apologised", "agreed", "rule_to_change"];

/** What managers do on a Friday: teams, a look at the overrides, a word on what escaped; and one rep who asks another for a lead. */
export async function tellSecondLooks(
  stage: Stage,
  calendar: Calendar,
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  for (const [who, team] of teams) {
    const ctx = stage.as("admin", calendar.workday(90, 600), `team of ${who}`);
    await onceFree(() => changeMember(ctx, { user_id: stage.ids.get(who), team }));
  }
  for (const one of (await collisionsOf(stage, { review: "open" })).slice(unseen)) await review(stage, one);
  const escaped = await collisionsOf(stage, { kind: "escaped", resolution: "none" });
  for (const [index, one] of escaped.slice(3).entries()) {
    const ctx = stage.as("manager", dayAfter(one), `outcome ${one.id}`);
    await onceFree(() =>
      resolveCollision(ctx, { collision_id: one.id, resolution: outcomes[index % outcomes.length] }),
    );
  }
  const ctx = stage.as("rep2", calendar.hoursAgo(5), "asks for Sofia");
  const note = "I sat next to her at the fair in Boston and she asked for me by name.";
  await onceFree(() => requestHandOver(ctx, { lead_id: ids.get("sofia-brandt"), note }));
}

async function review(stage: Stage, one: Collision): Promise<void> {
  const { override } = one;
  if (!override) return;
  const who: Who = override.user_id === stage.ids.get("manager") ? "admin" : "manager";
  const ctx = stage.as(who, dayAfter(one), `review ${override.id}`);
  await onceFree(() => reviewOverride(ctx, { override_id: override.id }));
}

const collisionsOf = async (stage: Stage, asked: object): Promise<Collision[]> => {
  const ctx: Context = stage.as("manager", new Date(0), "");
  const input = listCollisionsInputSchema.parse({ limit: 200, ...asked });
  return (await read(ctx, "collisions:read", (tx) => listCollisions(tx, ctx, input))).data;
};

const dayAfter = ({ at }: Collision) => plusSeconds(fromIso(at), 20 * 3600);
