import { dayWords } from "@/components/analytics/day-words";
import { count, percent } from "@/components/analytics/figure-words";
import { type SheetPanel, withShares } from "@/components/analytics/sheet";
import { SheetTables } from "@/components/analytics/sheet-board";
import { SheetFigures } from "@/components/analytics/sheet-figures";
import { MINIMUM_BASE } from "@/lib/analytics/schema";
import type { Forecast, SequenceResults, StepResult } from "@/lib/sequence-results/schema";
import { peopleHref } from "./people-href";
import { ReplyClasses } from "./reply-classes";
import { kindWords } from "./sequence-words";

type Props = { sequenceId: string; results: SequenceResults; forecast: Forecast };

/** What became of its people, of each step of each version, and what the next days bring; every figure opens its people. */
export function ResultsPanel({ sequenceId, results, forecast }: Props) {
  const { enrolled } = results;
  const figure = (name: string, value: number, outcome: string) => ({
    name,
    value: count(value),
    base: enrolled === 0 ? "nobody was enrolled" : `of ${count(enrolled)} enrolled`,
    href: peopleHref(sequenceId, { outcome }),
    weak: enrolled < MINIMUM_BASE,
  });
  return (
    <section className="board" aria-label="Results">
      <SheetFigures
        figures={[
          figure("Replied", results.replied, "replied"),
          figure("Became clients", results.converted, "converted"),
          figure("Asked not to be contacted", results.opted_out, "opted_out"),
          figure("Went all the way", results.finished, "finished"),
        ]}
      />
      <ReplyClasses sequenceId={sequenceId} classes={results.replies_by_class} />
      <SheetTables panels={[stepsPanel(sequenceId, results.steps), forecastPanel(forecast)]} />
    </section>
  );
}

function stepsPanel(sequenceId: string, steps: StepResult[]): SheetPanel {
  const people = (value: number, step_id: string, step_outcome: string) => ({
    text: count(value),
    href: peopleHref(sequenceId, { step_id, step_outcome }),
  });
  return {
    title: "Steps",
    note: `people; greyed: fewer than ${MINIMUM_BASE}`,
    columns: [
      { label: "Version", num: true },
      { label: "Step" },
      ...["Sent or done", "Replied", "Reply rate", "Came back", "Opted out"].map((label) => ({ label, num: true })),
    ],
    rows: withShares(
      steps.map(({ step_id, version, position, kind, template, ...did }) => ({
        key: step_id,
        size: did.sent === 0 ? 0 : did.replied / did.sent,
        weak: did.sent < MINIMUM_BASE,
        cells: [
          { text: String(version) },
          { text: `${position}. ${kindWords(kind)}${template ? `, ${template}` : ""}` },
          people(did.sent, step_id, "sent"),
          people(did.replied, step_id, "replied"),
          { text: percent(did.sent === 0 ? null : did.replied / did.sent) },
          people(did.bounced, step_id, "bounced"),
          people(did.opted_out, step_id, "opted_out"),
        ],
      })),
    ),
    fileName: "sequence-steps.csv",
    empty: "It was never published, so nothing was sent.",
  };
}

function forecastPanel({ data, daily_limit: limit }: Forecast): SheetPanel {
  const over = (messages: number) => (limit !== null && messages > limit ? ", over the limit" : "");
  const most = limit === null ? "no daily limit" : `at most ${count(limit)} emails a day`;
  return {
    title: "Next 14 days",
    note: `if nobody answers and every condition holds; ${most}`,
    columns: [{ label: "Day" }, { label: "Messages", num: true }, { label: "Asked of reps", num: true }],
    rows: withShares(
      data.map(({ day, messages, asked }) => ({
        key: day,
        size: messages,
        cells: [{ text: dayWords(day) }, { text: `${count(messages)}${over(messages)}` }, { text: count(asked) }],
      })),
    ),
    bar: 1,
    fileName: "sequence-forecast.csv",
    empty: "Nobody is under way.",
  };
}
