import Link from "next/link";
import type { OutreachAnalytics } from "@/lib/analytics/schema";
import { count, hoursWords, percent } from "./figure-words";

export type FigureLinks = { touches?: string; reached?: string; replies?: string; collisions?: string };

/** Five figures, each with its base, each leading to its rows. */
export function Figures({ analytics, links = {} }: { analytics: OutreachAnalytics; links?: FigureLinks }) {
  const { total_attempts, leads_reached, conversations, responded_conversations, collisions } = analytics;
  return (
    <div className="figs">
      <Figure
        name="Touches"
        value={count(total_attempts)}
        base={`in ${count(conversations)} conversations`}
        href={links.touches}
      />
      <Figure
        name="People reached"
        value={count(leads_reached)}
        base={`by ${count(total_attempts)} touches`}
        href={links.reached}
      />
      <Figure
        name="Reply rate"
        value={percent(analytics.response_rate)}
        base={`${count(responded_conversations)} of ${count(conversations)} conversations`}
        href={links.replies}
      />
      <Figure
        name="First reply, median"
        value={hoursWords(analytics.median_response_time_hours)}
        base={`of ${count(responded_conversations)} answered`}
        href={links.replies}
      />
      <Figure
        name="Duplicates prevented"
        value={count(collisions.prevented)}
        base={`${count(collisions.overridden)} overridden, ${count(collisions.escaped)} escaped`}
        href={links.collisions}
      />
    </div>
  );
}

function Figure({ name, value, base, href }: { name: string; value: string; base: string; href?: string }) {
  return (
    <div className="fig">
      <span className="k">{name}</span>
      <span className="x">{href ? <Link href={href}>{value}</Link> : value}</span>
      <span className="base">{base}</span>
    </div>
  );
}
