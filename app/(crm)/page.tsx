import type { Metadata } from "next";
import {
  changeGoalsAction,
  completeItemAction,
  createDayAction,
  sendItemAction,
  skipItemAction,
  undoItemAction,
  updateItemAction,
} from "@/app/_actions/today";
import { requireContext } from "@/app/_adapters/session";
import { TodayScreen } from "@/components/today/today-screen";
import { listCampaignNames } from "@/lib/campaigns/queries";
import { read } from "@/lib/core/read";
import { getDay } from "@/lib/daily-outreach/queries";
import { getGoals } from "@/lib/goals/queries";
import { listSegments } from "@/lib/segments/queries";
import { listTemplates } from "@/lib/templates/queries";

export const metadata: Metadata = { title: "Today" };

/** The day of who looks: whom to contact next, with what, and why. */
export default async function TodayPage() {
  const ctx = await requireContext();
  const [day, goals, segments, templates, campaigns] = await read(ctx, "communications:read", (tx) =>
    Promise.all([
      getDay(tx, ctx),
      getGoals(tx, ctx),
      listSegments(tx, ctx),
      listTemplates(tx, ctx),
      listCampaignNames(tx),
    ]),
  );
  const named = (list: { id: string; name: string }[]) => list.map(({ id, name }) => ({ id, name }));
  return (
    <TodayScreen
      {...{ day, goals, campaigns }}
      userId={ctx.actor.userId}
      segments={named(segments)}
      templates={named(templates.filter((one) => one.channel === "email"))}
      doors={{
        fill: createDayAction,
        send: sendItemAction,
        complete: completeItemAction,
        skip: skipItemAction,
        update: updateItemAction,
        undo: undoItemAction,
        goals: changeGoalsAction,
      }}
    />
  );
}
