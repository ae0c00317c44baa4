import { count, percent } from "@/components/analytics/figure-words";
import { type SheetPanel, withShares } from "@/components/analytics/sheet";
import { SheetTables } from "@/components/analytics/sheet-board";
import { SheetFigures } from "@/components/analytics/sheet-figures";
import { MINIMUM_BASE } from "@/lib/analytics/schema";
import type { SequenceResults, StepResult, TemplateResult, VersionResult } from "@/lib/sequence-results/schema";
import { peopleHref } from "./people-href";
import { ReplyClasses } from "./reply-classes";
import { kindWords } from "./sequence-words";

type Props = { sequenceId: string; results: SequenceResults };

/** What became of its people, of each version, step and template; every figure opens its people. */
export function ResultsPanel({ sequenceId, results }: Props) {
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
          figure("Got a message or call", results.sent, "sent"),
          figure("Replied", results.replied, "replied"),
          figure("Became clients", results.converted, "converted"),
          figure("Asked not to be contacted", results.opted_out, "opted_out"),
          figure("Went all the way", results.finished, "finished"),
        ]}
      />
      <ReplyClasses sequenceId={sequenceId} classes={results.replies_by_class} />
      <SheetTables
        panels={[
          versionsPanel(sequenceId, results.versions),
          stepsPanel(sequenceId, results.steps),
          templatesPanel(sequenceId, results.templates),
        ]}
      />
    </section>
  );
}

const NUMBERS = ["Sent or done", "Replied", "Reply rate", "Answers", "Became clients", "Came back", "Opted out"];
const numbered = (labels: string[]) => labels.map((label) => ({ label, num: label !== "Answers" }));
const rate = ({ sent, replied }: { sent: number; replied: number }) => (sent === 0 ? 0 : replied / sent);
const classWords = (classes: Record<string, number>) =>
  Object.entries(classes)
    .map(([name, people]) => `${count(people)} ${name}`)
    .join(", ") || "–";

type Did = Pick<StepResult, "sent" | "replied" | "converted" | "bounced" | "opted_out" | "replies_by_class">;

/** What became of one row, each figure with whose it is. */
function cellsOf(did: Did, href: (step_outcome: string) => string) {
  const people = (value: number, outcome: string) => ({ text: count(value), href: href(outcome) });
  return [
    people(did.sent, "sent"),
    people(did.replied, "replied"),
    { text: percent(did.sent === 0 ? null : rate(did)) },
    { text: classWords(did.replies_by_class) },
    people(did.converted, "converted"),
    people(did.bounced, "bounced"),
    people(did.opted_out, "opted_out"),
  ];
}

const NOTE = `people; greyed: fewer than ${MINIMUM_BASE}`;
const NEVER = "It was never published, so nothing was sent.";

const versionsPanel = (sequenceId: string, versions: VersionResult[]): SheetPanel => ({
  title: "Versions",
  note: `people who go through it, or did last; greyed: fewer than ${MINIMUM_BASE}`,
  columns: [
    { label: "Version" },
    ...numbered([
      "Enrolled",
      "Sent or done",
      "Replied",
      "Reply rate",
      "Answers",
      "Became clients",
      "Opted out",
      "Went all the way",
    ]),
  ],
  rows: withShares(
    versions.map(({ version_id, version, enrolled, ...did }) => {
      const people = (value: number, narrowed: { outcome?: string }) => ({
        text: count(value),
        href: peopleHref(sequenceId, { version_id, ...narrowed }),
      });
      return {
        key: version_id,
        size: rate(did),
        weak: did.sent < MINIMUM_BASE,
        cells: [
          { text: `Version ${version}` },
          people(enrolled, {}),
          people(did.sent, { outcome: "sent" }),
          people(did.replied, { outcome: "replied" }),
          { text: percent(did.sent === 0 ? null : rate(did)) },
          { text: classWords(did.replies_by_class) },
          people(did.converted, { outcome: "converted" }),
          people(did.opted_out, { outcome: "opted_out" }),
          people(did.finished, { outcome: "finished" }),
        ],
      };
    }),
  ),
  fileName: "sequence-versions.csv",
  empty: "Nobody was enrolled yet.",
});

const stepsPanel = (sequenceId: string, steps: StepResult[]): SheetPanel => ({
  title: "Steps",
  note: NOTE,
  columns: [{ label: "Version", num: true }, { label: "Step" }, ...numbered(NUMBERS)],
  rows: withShares(
    steps.map(({ step_id, version, position, kind, template, ...did }) => ({
      key: step_id,
      size: rate(did),
      weak: did.sent < MINIMUM_BASE,
      cells: [
        { text: String(version) },
        { text: `${position}. ${kindWords(kind)}${template ? `, ${template}` : ""}` },
        ...cellsOf(did, (step_outcome) => peopleHref(sequenceId, { step_id, step_outcome })),
      ],
    })),
  ),
  fileName: "sequence-steps.csv",
  empty: NEVER,
});

const templatesPanel = (sequenceId: string, templates: TemplateResult[]): SheetPanel => ({
  title: "Templates",
  note: `people, over all steps and versions; greyed: fewer than ${MINIMUM_BASE}`,
  columns: [{ label: "Template" }, ...numbered(NUMBERS)],
  rows: withShares(
    templates.map(({ template_id, template, channel: _, ...did }) => ({
      key: template_id,
      size: rate(did),
      weak: did.sent < MINIMUM_BASE,
      cells: [
        { text: template },
        ...cellsOf(did, (step_outcome) => peopleHref(sequenceId, { template_id, step_outcome })),
      ],
    })),
  ),
  fileName: "sequence-templates.csv",
  empty: "No published step has a template.",
});
