import { Note } from "@/components/ui/note";
import type { PlanProblem } from "@/lib/sequences/schema";

/** What is in the way of publishing, and what to know besides. */
export function ProblemList({ problems }: { problems: PlanProblem[] }) {
  const errors = problems.filter((one) => one.level === "error");
  const warnings = problems.filter((one) => one.level === "warning");
  if (problems.length === 0) return null;
  return (
    <section className="seq-problems" aria-label="Before it can be published">
      {errors.map((one) => (
        <Note key={`${one.position} ${one.code} ${one.message}`} tone="bad" standing>
          {where(one)}
        </Note>
      ))}
      {warnings.map((one) => (
        <Note key={`${one.position} ${one.code} ${one.message}`} standing>
          {where(one)}
        </Note>
      ))}
    </section>
  );
}

const where = ({ position, message }: PlanProblem) => (position ? `Step ${position}: ${message}` : message);
