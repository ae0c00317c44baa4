import { read } from "@/lib/core/read";
import { plusSeconds } from "@/lib/core/time";
import { createDay } from "@/lib/daily-outreach/create-day";
import { getDay } from "@/lib/daily-outreach/queries";
import { skipItem } from "@/lib/daily-outreach/skip-item";
import { changeGoals } from "@/lib/goals/change-goals";
import { listSegments } from "@/lib/segments/queries";
import { listTemplates } from "@/lib/templates/queries";
import { dayOf } from "./cadence-texts";
import type { Calendar } from "./calendar";
import type { CampaignsOf } from "./campaigns";
import { onceFree } from "./once-free";
import type { Who } from "./sign-ins";
import type { Stage } from "./teller";

/** Reps have a full day, who leads them a short one. */
const atMost = (who: Who) => (who.startsWith("rep") ? 12 : 4);

/** Everybody's day: who waits for an answer and who did not answer, then first contacts with their words prepared; one was left out already. */
export async function tellDays(stage: Stage, calendar: Calendar, campaigns: CampaignsOf = new Map()): Promise<void> {
  for (const who of stage.ids.keys()) {
    const ctx = stage.as(who, plusSeconds(calendar.now, -600), `day of ${who}`);
    const shapes = await shapesOf(stage, calendar, who);
    await onceFree(() => createDay(ctx, { ...shapes, campaign_id: campaigns.get(who), at_most: atMost(who) }));
  }
  await skipOne(stage, calendar);
  await setGoals(stage, calendar);
}

/** Two of them have goals, and one lets colleagues see how far. */
async function setGoals(stage: Stage, calendar: Calendar): Promise<void> {
  const wishes = { rep1: { touches: 15, calls: 4 }, rep2: { touches: 20, people: 15, shared: true } };
  for (const [who, wish] of Object.entries(wishes))
    for (const one of stage.ids.keys()) if (one === who) await changeGoals(stage.as(one, calendar.now, "goals"), wish);
}

async function shapesOf(stage: Stage, calendar: Calendar, who: Who) {
  const ctx = stage.as(who, calendar.now, "shapes");
  return read(ctx, "communications:read", async (tx) => {
    const [segments, templates] = await Promise.all([listSegments(tx, ctx), listTemplates(tx, ctx)]);
    return {
      segment_id: segments.find((one) => one.name === dayOf[who])?.id,
      template_id: templates.find((one) => one.name === "First words")?.id,
    };
  });
}

async function skipOne(stage: Stage, calendar: Calendar): Promise<void> {
  const { idempotency: _, ...ctx } = stage.as("rep1", calendar.now, "");
  const day = await read(ctx, "communications:read", (tx) => getDay(tx, ctx));
  const last = day.data.findLast((one) => one.reason === "follow_up");
  if (!last || day.done > 0) return;
  const reason = "Not the right time";
  await onceFree(() => skipItem(stage.as("rep1", calendar.now, "skipped"), { item_id: last.id, reason }));
}
