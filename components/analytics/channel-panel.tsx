"use client";

import { clsx } from "clsx";
import { ChannelIcon } from "@/components/outreach/channel-icon";
import { CHANNEL_NAMES } from "@/components/outreach/channel-words";
import { MINIMUM_BASE, type OutreachAnalytics, type OutreachFigures } from "@/lib/analytics/schema";
import { CHANNELS } from "@/lib/guard/channel-rules";
import type { Channel } from "@/lib/guard/schema";
import { count, hoursWords, percent } from "./figure-words";
import { Panel } from "./panel";
import { highestRate, RateBar } from "./rate-bar";

type Row = { channel: Channel; figures: OutreachFigures };

/** Reply rate by channel, each with its base; a small base is greyed. */
export function ChannelPanel({ byMethod }: { byMethod: OutreachAnalytics["by_method"] }) {
  const rows = CHANNELS.flatMap((channel): Row[] => {
    const figures = byMethod[channel];
    return figures && figures.conversations > 0 ? [{ channel, figures }] : [];
  });
  return (
    <Panel
      title="Reply rate by channel"
      csv={{ fileName: "reply-rate-by-channel.csv", rows: [HEAD, ...rows.map(csvRow)] }}
      chart={<ChannelBars rows={rows} />}
      table={<ChannelTable rows={rows} />}
    />
  );
}

function ChannelBars({ rows }: { rows: Row[] }) {
  const highest = highestRate(rows.map(({ figures }) => figures));
  return (
    <div>
      {rows.length === 0 ? <p className="p-3 t2">No touch in these days.</p> : null}
      {rows.map(({ channel, figures }) => (
        <RateBar
          key={channel}
          figures={figures}
          highest={highest}
          name={
            <>
              <ChannelIcon channel={channel} />
              {CHANNEL_NAMES[channel]}
            </>
          }
        />
      ))}
      <p className="hint p-3">Conversations that were answered. Greyed: fewer than {MINIMUM_BASE}.</p>
    </div>
  );
}

function ChannelTable({ rows }: { rows: Row[] }) {
  return (
    <table className="tbl plain">
      <thead>
        <tr>
          <th scope="col" className="w-24">
            Channel
          </th>
          {["Touches", "Rate", "Base", "Reply"].map((column) => (
            <th key={column} scope="col" className="num">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ channel, figures }) => (
          <tr key={channel} className={clsx(figures.conversations < MINIMUM_BASE && "weak") || undefined}>
            <td>{CHANNEL_NAMES[channel]}</td>
            <td className="num">{count(figures.attempts)}</td>
            <td className="num m">{percent(figures.response_rate)}</td>
            <td className="num t3">
              {count(figures.responded_conversations)}/{count(figures.conversations)}
            </td>
            <td className="num">{hoursWords(figures.median_response_time_hours)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const HEAD = ["channel", "touches", "conversations", "answered", "reply rate", "median hours"];

function csvRow({ channel, figures }: Row) {
  const { attempts, conversations, responded_conversations, response_rate, median_response_time_hours } = figures;
  return [channel, attempts, conversations, responded_conversations, response_rate, median_response_time_hours];
}
