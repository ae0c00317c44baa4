import { Info, TriangleAlert } from "lucide-react";
import type { PlanProblem } from "@/lib/sequences/schema";

type Props = { problems: PlanProblem[] /** opens the step of this number */; open: (place: number) => void };

/** What is in the way of publishing, and what to know besides: each step once, and a press away. */
export function ProblemList({ problems, open }: Props) {
  if (problems.length === 0) return null;
  const errors = problems.filter((one) => one.level === "error");
  const warnings = problems.filter((one) => one.level === "warning");
  return (
    <section className="seq-problems" aria-label="Before it can be published">
      <Part title="To do before it can be published" problems={errors} open={open} bad />
      <Part title="Good to know" problems={warnings} open={open} />
    </section>
  );
}

function Part({ title, problems, open, bad = false }: Props & { title: string; bad?: boolean }) {
  if (problems.length === 0) return null;
  const Icon = bad ? TriangleAlert : Info;
  return (
    <div className={bad ? "note bad" : "note"} role="note">
      <Icon className="i" aria-hidden="true" />
      <div>
        <h2>{title}</h2>
        <ul>
          {byPlace(problems).map(({ place, words }) => (
            <li key={place ?? "all"}>
              {place ? (
                <button type="button" className="link" onClick={() => open(place)}>
                  Step {place}
                </button>
              ) : null}
              {place ? ": " : ""}
              {words}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** All that is said about a step, in one line. */
export function byPlace(problems: readonly PlanProblem[]): { place: number | null; words: string }[] {
  const places = [...new Set(problems.map((one) => one.position))];
  return places.map((place) => ({
    place,
    words: problems.flatMap((one) => (one.position === place ? [one.message] : [])).join(" "),
  }));
}
