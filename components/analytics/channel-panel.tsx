"use client";

import { clsx } from "clsx";
import { ChannelIcon } from "@/components/outreach/channel-icon";
import { CHANNEL_NAMES } from "@/components/outreach/channel-words";
import { CsvButton } from "@/components/ui/csv-button";
import { MINIMUM_BASE, type OutreachAnalytics, type OutreachFigures } from "@/lib/analytics/schema";
import { CHANNELS } from "@/lib/outreach/schema";
import { count, percent } from "./figure-words";

/** Reply rate by channel, each with its base; a small base is greyed. */
export function ChannelPanel({ byMethod }: { byMethod: OutreachAnalytics["by_method"] }) {
  const rows = CHANNELS.flatMap((channel) => {
    const figures = byMethod[channel];
    return figures && figures.conversations > 0 ? [{ channel, figures }] : [];
  });
  const highest = Math.max(...rows.map(({ figures }) => figures.response_rate ?? 0), 0.01);
  return (
    <section className="panel">
      <header>
        <h2>Reply rate by channel</h2>
        <span className="grow" />
        <CsvButton
          fileName="reply-rate-by-channel.csv"
          rows={[HEAD, ...rows.map(({ channel, figures }) => csvRow(channel, figures))]}
        />
      </header>
      <div>
        {rows.length === 0 ? <p className="p-3 t2">No touch in these days.</p> : null}
        {rows.map(({ channel, figures }) => (
          <div key={channel} className={clsx("barrow", figures.conversations < MINIMUM_BASE && "weak")}>
            <span className="row">
              <ChannelIcon channel={channel} />
              {CHANNEL_NAMES[channel]}
            </span>
            <Bar share={(figures.response_rate ?? 0) / highest} weak={figures.conversations < MINIMUM_BASE} />
            <span className="num m">{percent(figures.response_rate)}</span>
            <span className="t3 sm">
              {count(figures.responded_conversations)} of {count(figures.conversations)}
            </span>
          </div>
        ))}
        <p className="hint p-3">Conversations that were answered. Greyed: fewer than {MINIMUM_BASE}.</p>
      </div>
    </section>
  );
}

const HEAD = ["channel", "touches", "conversations", "answered", "reply rate"];

function csvRow(channel: string, { attempts, conversations, responded_conversations, response_rate }: OutreachFigures) {
  return [channel, attempts, conversations, responded_conversations, response_rate];
}

/** Widths as SVG attributes: style attributes would break the CSP. */
function Bar({ share, weak }: { share: number; weak: boolean }) {
  return (
    <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
      <rect width="100" height="12" fill="var(--bg-active)" />
      <rect width={Math.round(share * 100)} height="12" fill={weak ? "var(--line-strong)" : "var(--chart-1)"} />
    </svg>
  );
}
