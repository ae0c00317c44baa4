import { MINIMUM_BASE, type OutreachAnalytics } from "@/lib/analytics/schema";
import { countChange, hoursChange, rateChange } from "./change-words";
import type { CollisionLinks } from "./collisions-panel";
import { Figure } from "./figure";
import { count, counted, hoursWords, percent } from "./figure-words";

export type FigureLinks = { touches: string; reached: string; replies: string; collisions: CollisionLinks };

/** Five figures, each with its base, each leading to its rows and beside the days before; a rate of a small base is greyed. */
export function Figures({ analytics, links }: { analytics: OutreachAnalytics; links: FigureLinks }) {
  const { total_attempts, leads_reached, conversations, responded_conversations, collisions, previous } = analytics;
  const before = (words: string) => (previous ? `${words} in the days before` : undefined);
  const figures = [
    {
      name: "Touches",
      value: count(total_attempts),
      base: `in ${counted(conversations, "conversation")}`,
      href: links.touches,
      change: countChange(total_attempts, previous?.total_attempts),
      before: before(count(previous?.total_attempts ?? 0)),
    },
    {
      name: "People reached",
      value: count(leads_reached),
      base: `by ${counted(total_attempts, "touch", "touches")}`,
      href: links.reached,
      change: countChange(leads_reached, previous?.leads_reached),
      before: before(count(previous?.leads_reached ?? 0)),
    },
    {
      name: "Reply rate",
      value: percent(analytics.response_rate),
      base: `${count(responded_conversations)} of ${counted(conversations, "conversation")}`,
      href: links.replies,
      weak: conversations < MINIMUM_BASE,
      change: rateChange(analytics.response_rate, previous?.response_rate),
      before: before(percent(previous?.response_rate ?? null)),
    },
    {
      name: "First reply, median",
      value: hoursWords(analytics.median_response_time_hours),
      base: `of ${count(responded_conversations)} answered`,
      href: links.replies,
      weak: responded_conversations < MINIMUM_BASE,
      change: hoursChange(analytics.median_response_time_hours, previous?.median_response_time_hours),
      before: before(hoursWords(previous?.median_response_time_hours ?? null)),
    },
    {
      name: "Duplicates prevented",
      value: count(collisions.prevented),
      base: `${count(collisions.overridden)} overridden, ${count(collisions.escaped)} escaped`,
      href: links.collisions.prevented,
      change: countChange(collisions.prevented, previous?.prevented),
      before: before(count(previous?.prevented ?? 0)),
    },
  ];
  return (
    <div className="figs">
      {figures.map((figure) => (
        <Figure key={figure.name} {...figure} />
      ))}
    </div>
  );
}
