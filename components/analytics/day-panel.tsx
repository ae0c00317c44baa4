"use client";

import dynamic from "next/dynamic";
import type { OutreachAnalytics } from "@/lib/analytics/schema";
import { namerOf } from "./day-words";
import { count } from "./figure-words";
import { Panel } from "./panel";
import { rowHref } from "./row-href";
import { RowLink } from "./row-link";
import { drawnDays } from "./week-rules";

/** Drawn in the browser only: the chart measures itself, and its style attributes would break the CSP in the markup. */
const DayChart = dynamic(() => import("./day-chart").then((module) => module.DayChart), {
  ssr: false,
  loading: () => <div className="min-h-72" />,
});

type DaysProps = { days: OutreachAnalytics["by_day"]; links: OutreachAnalytics["rows"] };

/** Touches and replies per day. */
export function DayPanel({ days, links }: DaysProps) {
  const touches = days.reduce((sum, day) => sum + day.attempts, 0);
  const replies = days.reduce((sum, day) => sum + day.responses, 0);
  const drawn = drawnDays(days);
  return (
    <Panel
      title="Touches and replies per day"
      note={
        <span className="legend wide">
          <Key text={`Touches ${count(touches)}`} className="l1" />
          <Key text={`Replies ${count(replies)}`} className="l2" />
          {drawn.length < days.length ? <span>drawn seven days at a time</span> : null}
        </span>
      }
      csv={{
        fileName: "touches-per-day.csv",
        rows: [["date", "touches", "replies"], ...days.map((day) => [day.date, day.attempts, day.responses])],
      }}
      chart={<DayChart days={drawn} />}
      table={<DayTable days={days} links={links} />}
    />
  );
}

function Key({ text, className }: { text: string; className: string }) {
  return (
    <span>
      <svg className="chart" viewBox="0 0 20 8" aria-hidden="true">
        <path className={className} d="M0 4h20" />
      </svg>
      {text}
    </span>
  );
}

function DayTable({ days, links }: DaysProps) {
  const name = namerOf(days);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
    <section className="day-rows" tabIndex={0} aria-label="Touches and replies per day, as a table">
      <table className="tbl plain">
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col" className="num">
              Touches
            </th>
            <th scope="col" className="num">
              Replies
            </th>
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.date}>
              <td>{name(day.date)}</td>
              <td className="num">
                <RowLink value={day.attempts} href={rowHref(links, "by_day[].attempts", { date: day.date })} />
              </td>
              <td className="num">
                <RowLink value={day.responses} href={rowHref(links, "by_day[].responses", { date: day.date })} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
