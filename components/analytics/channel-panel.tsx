"use client";

import { clsx } from "clsx";
import { ChannelIcon } from "@/components/outreach/channel-icon";
import { CHANNEL_NAMES } from "@/components/outreach/channel-words";
import { MINIMUM_BASE, type OutreachAnalytics, type OutreachFigures } from "@/lib/analytics/schema";
import { CHANNELS } from "@/lib/guard/channel-rules";
import type { Channel } from "@/lib/guard/schema";
import { hoursWords, percent } from "./figure-words";
import { Panel } from "./panel";
import { highestRate, RateBar } from "./rate-bar";
import { rowHref } from "./row-href";
import { RowLink } from "./row-link";
import { SheetScroll } from "./sheet-scroll";

type Links = OutreachAnalytics["rows"];
type Row = { channel: Channel; figures: OutreachFigures };

/** Reply rate by channel, each with its base; a small base is greyed. */
export function ChannelPanel({ byMethod, links }: { byMethod: OutreachAnalytics["by_method"]; links: Links }) {
  const rows = CHANNELS.flatMap((channel): Row[] => {
    const figures = byMethod[channel];
    return figures && figures.conversations > 0 ? [{ channel, figures }] : [];
  });
  return (
    <Panel
      title="Reply rate by channel"
      csv={{ fileName: "reply-rate-by-channel.csv", rows: [HEAD, ...rows.map(csvRow)] }}
      chart={<ChannelBars rows={rows} links={links} />}
      table={
        <SheetScroll title="Reply rate by channel">
          <ChannelTable rows={rows} links={links} />
        </SheetScroll>
      }
    />
  );
}

function ChannelBars({ rows, links }: { rows: Row[]; links: Links }) {
  const highest = highestRate(rows.map(({ figures }) => figures));
  return (
    <div>
      {rows.length === 0 ? <p className="p-3 t2">No touch in these days.</p> : null}
      {rows.map(({ channel, figures }) => (
        <RateBar
          key={channel}
          figures={figures}
          highest={highest}
          links={linksOf(links, channel)}
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

function ChannelTable({ rows, links }: { rows: Row[]; links: Links }) {
  return (
    <table className="tbl plain sheet">
      <thead>
        <tr>
          <th scope="col">Channel</th>
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
            <td className="num">
              <RowLink value={figures.attempts} href={linksOf(links, channel).attempts} />
            </td>
            <td className="num m">{percent(figures.response_rate)}</td>
            <td className="num t3">
              <RowLink value={figures.responded_conversations} href={linksOf(links, channel).responded} />/
              <RowLink value={figures.conversations} href={linksOf(links, channel).conversations} />
            </td>
            <td className="num">{hoursWords(figures.median_response_time_hours)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const linksOf = (links: Links, key: Channel) => ({
  attempts: rowHref(links, "by_method.{key}.attempts", { key }),
  responded: rowHref(links, "by_method.{key}.responded_conversations", { key }),
  conversations: rowHref(links, "by_method.{key}.conversations", { key }),
});

const HEAD = ["channel", "touches", "conversations", "answered", "reply rate", "median hours"];

function csvRow({ channel, figures }: Row) {
  const { attempts, conversations, responded_conversations, response_rate, median_response_time_hours } = figures;
  return [channel, attempts, conversations, responded_conversations, response_rate, median_response_time_hours];
}
