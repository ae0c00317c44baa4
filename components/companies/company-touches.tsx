"use client";

import Link from "next/link";
import { ChannelIcon } from "@/components/outreach/channel-icon";
import { channelVerb } from "@/components/outreach/channel-words";
import { RelativeTime } from "@/components/ui/relative-time";
import type { CompanyTouch } from "@/lib/companies/schema";
import { channelSchema } from "@/lib/guard/schema";

/** The newest touches with anybody there, one line each. */
export function CompanyTouches({ touches, userId }: { touches: CompanyTouch[]; userId: string }) {
  return (
    <section className="p-4" aria-label="Last touches here">
      <h2 className="m">Last touches here</h2>
      <ul className="lastfive whom">
        {touches.length === 0 ? <li className="none">Nobody has contacted anybody here yet</li> : null}
        {touches.map((touch) => (
          <li key={touch.id}>
            <ChannelIcon channel={channelSchema.safeParse(touch.method).data ?? "other"} />
            <span className="t2">
              <RelativeTime at={touch.occurred_at} focusable={false} />
            </span>
            <span className="cut">
              {touchWords(touch, userId)}{" "}
              <Link className="link u" href={`/leads/${touch.lead.id}`}>
                {touch.lead.name}
              </Link>
            </span>
            <span className="cut t2">{touch.subject ? `“${touch.subject}”` : touch.excerpt}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function touchWords({ direction, method, user }: CompanyTouch, userId: string): string {
  if (direction === "inbound") return "Heard from";
  return `${user ? (user.id === userId ? "You" : user.name) : "Somebody"} ${channelVerb(method)}`;
}
