import type { Tab } from "@/components/ui/tabs";
import type { Context } from "@/lib/core/context";
import { mayDo } from "@/lib/core/permissions";
import { ofMoney } from "@/lib/view-mails/rules";
import { analyticsViews } from "./analytics-views";

/** Whether this person may open a page of figures: what money cost and brought is for who may see the budget. */
export const mayOpen = ({ actor }: Pick<Context, "actor">, view: string) =>
  !ofMoney(view) || mayDo(actor.role, actor.scopes, "budget:read");

/** Every page of figures that this person may open, as tabs in this order. */
export const analyticsTabs = (ctx: Pick<Context, "actor">, current: string): Tab[] =>
  [["outreach", "Outreach"], ...Object.entries(analyticsViews).map(([view, { title }]) => [view, title])]
    .filter(([view = ""]) => mayOpen(ctx, view))
    .map(([view = "", label = ""]) => ({ label, href: `/analytics/${view}`, current: view === current }));
