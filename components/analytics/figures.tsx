import { clsx } from "clsx";
import Link from "next/link";
import { MINIMUM_BASE, type OutreachAnalytics } from "@/lib/analytics/schema";
import type { CollisionLinks } from "./collisions-panel";
import { count, counted, hoursWords, percent } from "./figure-words";

export type FigureLinks = { touches: string; reached: string; replies: string; collisions: CollisionLinks };

/** Five figures, each with its base, each leading to its rows; a rate of a small base is greyed. */
export function Figures({ analytics, links }: { analytics: OutreachAnalytics; links: FigureLinks }) {
  const { total_attempts, leads_reached, conversations, responded_conversations, collisions } = analytics;
  const figures = [
    {
      name: "Touches",
      value: count(total_attempts),
      base: `in ${counted(conversations, "conversation")}`,
      href: links.touches,
    },
    {
      name: "People reached",
      value: count(leads_reached),
      base: `by ${counted(total_attempts, "touch", "touches")}`,
      href: links.reached,
    },
    {
      name: "Reply rate",
      value: percent(analytics.response_rate),
      base: `${count(responded_conversations)} of ${counted(conversations, "conversation")}`,
      href: links.replies,
      weak: conversations < MINIMUM_BASE,
    },
    {
      name: "First reply, median",
      value: hoursWords(analytics.median_response_time_hours),
      base: `of ${count(responded_conversations)} answered`,
      href: links.replies,
      weak: responded_conversations < MINIMUM_BASE,
    },
    {
      name: "Duplicates prevented",
      value: count(collisions.prevented),
      base: `${count(collisions.overridden)} overridden, ${count(collisions.escaped)} escaped`,
      href: links.collisions.prevented,
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

type FigureProps = { name: string; value: string; base: string; href: string; weak?: boolean };

function Figure({ name, value, base, href, weak = false }: FigureProps) {
  return (
    <div className="fig">
      <span className="k">{name}</span>
      <span className={clsx("x", weak && "t3")} title={weak ? "Too few to compare" : undefined}>
        <Link href={href}>{value}</Link>
      </span>
      <span className="base">{base}</span>
    </div>
  );
}
