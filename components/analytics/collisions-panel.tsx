"use client";

import Link from "next/link";
import { CollisionBadge } from "@/components/collisions/collision-badge";
import { CHANNEL_NAMES } from "@/components/outreach/channel-words";
import { CsvButton } from "@/components/ui/csv-button";
import { RelativeTime } from "@/components/ui/relative-time";
import type { OutreachAnalytics } from "@/lib/analytics/schema";
import type { Collision } from "@/lib/collisions/schema";
import { channelSchema } from "@/lib/guard/schema";
import { count } from "./figure-words";

export type CollisionKind = Collision["kind"];
export type CollisionLinks = Record<CollisionKind, string>;
export type CollisionsPanelProps = {
  counts: OutreachAnalytics["collisions"];
  newest: Collision[];
  links: CollisionLinks;
};

const KINDS = ["prevented", "overridden", "escaped"] as const;

/** How many duplicates were stopped, gone on with knowingly, or found afterwards, and the newest of them. */
export function CollisionsPanel({ counts, newest, links }: CollisionsPanelProps) {
  const csvRows = newest.map((one) => [one.at, one.kind, one.user?.name ?? "", one.lead.name, one.method, one.code]);
  return (
    <section className="panel" aria-label="Collisions">
      <header>
        <h2>Collisions</h2>
        <span className="grow" />
        <CsvButton fileName="newest-collisions.csv" rows={[HEAD, ...csvRows]} />
      </header>
      <div>
        <div className="coll">
          {KINDS.map((kind) => (
            <div key={kind}>
              <b>
                <Link href={links[kind]}>{count(counts[kind])}</Link>
              </b>
              <span className="t2 sm">{kind}</span>
            </div>
          ))}
        </div>
        {newest.length === 0 ? <p className="p-3 t2">Nobody was contacted twice in these days.</p> : null}
        <ul className="coll-feed">
          {newest.map((one) => (
            <li key={one.id}>
              <CollisionBadge kind={one.kind} />
              <span className="cut">
                {one.user?.name ?? "Somebody"} to{" "}
                <Link className="m" href={`/leads/${one.lead.id}`} prefetch={false}>
                  {one.lead.name}
                </Link>
                , {channelName(one.method)}
              </span>
              <span className="t3">
                <RelativeTime at={one.at} focusable={false} />
              </span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

const HEAD = ["at", "outcome", "rep", "lead", "channel", "rule"];

function channelName(method: string): string {
  const known = channelSchema.safeParse(method);
  return known.success ? CHANNEL_NAMES[known.data].toLowerCase().replace("linkedin", "LinkedIn") : method;
}
