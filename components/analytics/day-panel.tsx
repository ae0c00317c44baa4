"use client";

import { Columns3 } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CsvButton } from "@/components/ui/csv-button";
import type { OutreachAnalytics } from "@/lib/analytics/schema";
import { shortDay } from "./day-words";
import { count } from "./figure-words";

/** Drawn in the browser only: the chart measures itself, and its style attributes would break the CSP in the markup. */
const DayChart = dynamic(() => import("./day-chart").then((module) => module.DayChart), {
  ssr: false,
  loading: () => <div className="h-72" />,
});

/** Touches and replies per day as a chart, as a table and as a file. */
export function DayPanel({ days }: { days: OutreachAnalytics["by_day"] }) {
  const [table, setTable] = useState(false);
  const touches = days.reduce((sum, day) => sum + day.attempts, 0);
  const replies = days.reduce((sum, day) => sum + day.responses, 0);
  return (
    <section className="panel">
      <header>
        <h2>Touches and replies per day</h2>
        <span className="legend wide">
          <Key text={`Touches ${count(touches)}`} className="l1" />
          <Key text={`Replies ${count(replies)}`} className="l2" />
        </span>
        <span className="grow" />
        <Button variant="ghost" icon={Columns3} iconOnly aria-pressed={table} onClick={() => setTable(!table)}>
          As a table
        </Button>
        <CsvButton
          fileName="touches-per-day.csv"
          rows={[["date", "touches", "replies"], ...days.map((day) => [day.date, day.attempts, day.responses])]}
        />
      </header>
      {table ? <DayTable days={days} /> : <DayChart days={days} />}
    </section>
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

function DayTable({ days }: { days: OutreachAnalytics["by_day"] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
    <section className="h-72 overflow-y-auto" tabIndex={0} aria-label="Touches and replies per day, as a table">
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
              <td>{shortDay(day.date)}</td>
              <td className="num">{count(day.attempts)}</td>
              <td className="num">{count(day.responses)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
