import { SegmentLinks } from "@/components/ui/tabs";
import type { Sequence, SequenceVersion } from "@/lib/sequences/schema";
import { peopleHref, STANDINGS } from "./people-href";
import { kindWords } from "./sequence-words";

type Narrowed = Record<string, string>;
type Props = { sequence: Sequence; versions: readonly SequenceVersion[]; narrowed: Narrowed; total: number };

/** Whom of a sequence the list shows, and how many these are. */
export function PeopleFilter({ sequence: { id, enrollments }, versions, narrowed, total }: Props) {
  const special = specialWords(narrowed, versions);
  const everybody = STANDINGS.reduce((sum, one) => sum + one.count(enrollments), 0);
  // Four times nothing is no choice.
  if (everybody === 0 && Object.keys(narrowed).length === 0) return null;
  const tabs = [
    { label: `Everybody ${everybody}`, href: peopleHref(id), current: Object.keys(narrowed).length === 0 },
    ...STANDINGS.map(({ name, status, count }) => ({
      label: `${name} ${count(enrollments)}`,
      href: peopleHref(id, { status }),
      current: special === null && narrowed.status === status,
    })),
  ];
  return (
    <div className="seq-people">
      <SegmentLinks label="Whom to show" tabs={tabs} />
      {special ? (
        <h2>
          {special} <span className="t3">{total}</span>
        </h2>
      ) : null}
    </div>
  );
}

const OUTCOME_WORDS: Record<string, string> = {
  sent: "Got a message or call",
  replied: "Replied",
  converted: "Became clients",
  opted_out: "Asked not to be contacted",
  finished: "Went all the way",
};
const STEP_WORDS: Record<string, string> = {
  sent: "sent or done",
  replied: "replied",
  converted: "became clients",
  bounced: "came back",
  opted_out: "opted out",
};

/** What a figure of the results or versions says about those in the list; null for who is only under way, finished or stopped. */
function specialWords(narrowed: Narrowed, versions: readonly SequenceVersion[]): string | null {
  const { outcome, step_id, template_id, step_outcome = "sent", reply_class, version_id, status } = narrowed;
  const number = versions.find((one) => one.id === version_id)?.number ?? "–";
  if (outcome) return `${OUTCOME_WORDS[outcome] ?? outcome}${version_id ? `, version ${number}` : ""}`;
  if (template_id) return `Steps with this template: ${STEP_WORDS[step_outcome]}`;
  if (reply_class) return `Replies that are ${reply_class}`;
  if (step_id) {
    const version = versions.find((one) => one.steps.some((step) => step.id === step_id));
    const step = version?.steps.find((one) => one.id === step_id);
    const place = step ? `Step ${step.position} of version ${version?.number} (${kindWords(step.kind)})` : "A step";
    return `${place}: ${STEP_WORDS[step_outcome]}`;
  }
  if (version_id) return status ? `Under way on version ${number}` : `On version ${number}`;
  return status && !STANDINGS.some((one) => one.status === status) ? "Some of them" : null;
}
