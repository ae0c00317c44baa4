"use client";

import { DataTable, type TableColumn } from "@/components/ui/data-table";
import type { Forecast, ForecastDay, SequenceResults, StepResult } from "@/lib/sequence-results/schema";
import { kindWords, ofBase } from "./sequence-words";

/** What became of its people, of each step of each version, and what the next days bring. */
export function ResultsPanel({ results, forecast }: { results: SequenceResults; forecast: Forecast }) {
  const { enrolled } = results;
  const classes = Object.entries(results.replies_by_class);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: nothing in it takes the focus, and it scrolls
    <section className="seq-page" tabIndex={0} aria-label="Results">
      <dl className="seq-figures">
        {(
          [
            ["Replied", results.replied],
            ["Became clients", results.converted],
            ["Asked not to be contacted", results.opted_out],
            ["Went all the way", results.finished],
          ] as const
        ).map(([label, count]) => (
          <div key={label}>
            <dt className="t3">{label}</dt>
            <dd className="m num">{ofBase(count, enrolled)}</dd>
          </div>
        ))}
      </dl>
      {classes.length > 0 ? (
        <p className="t2">Replies: {classes.map(([name, count]) => `${count} ${name}`).join(", ")}.</p>
      ) : null}
      <h2>Steps</h2>
      <DataTable
        label="Results by step"
        rows={results.steps}
        rowKey={(one) => `${one.version} ${one.position}`}
        columns={STEP_COLUMNS}
      />
      <h2>Next 14 days</h2>
      <p className="t2">
        If nobody answers and every condition holds.{" "}
        {forecast.daily_limit === null
          ? "The mailboxes have no daily limit."
          : `The mailboxes send ${forecast.daily_limit} emails a day at most.`}
      </p>
      <DataTable
        label="Forecast"
        rows={forecast.data}
        rowKey={(one) => one.day}
        columns={dayColumns(forecast.daily_limit)}
      />
    </section>
  );
}

const STEP_COLUMNS: TableColumn<StepResult>[] = [
  { id: "version", header: "Version", className: "num", width: "w-20", cell: (one) => one.version },
  {
    id: "step",
    header: "Step",
    cell: (one) => `${one.position}. ${kindWords(one.kind)}${one.template ? `, ${one.template}` : ""}`,
  },
  { id: "sent", header: "Sent", className: "num", width: "w-20", cell: (one) => one.sent },
  { id: "replied", header: "Replied", className: "num", width: "w-28", cell: (one) => ofBase(one.replied, one.sent) },
  { id: "bounced", header: "Came back", className: "num", width: "w-28", cell: (one) => ofBase(one.bounced, one.sent) },
  { id: "out", header: "Opted out", className: "num", width: "w-28", cell: (one) => one.opted_out },
];

const dayColumns = (limit: number | null): TableColumn<ForecastDay>[] => [
  { id: "day", header: "Day", cell: (one) => one.day },
  {
    id: "messages",
    header: "Messages",
    className: "num",
    width: "w-32",
    cell: (one) => (limit !== null && one.messages > limit ? `${one.messages}, over the limit` : one.messages),
  },
  { id: "asked", header: "Asked of reps", className: "num", width: "w-32", cell: (one) => one.asked },
];
