import type { Filter } from "@/lib/filters/schema";
import type { GivenStep, StepCondition } from "./schema";

type Step = Pick<GivenStep, "kind" | "condition" | "otherwise">;

/** The numbers of the steps that some way leads to: none leads behind a condition that can never hold, but its other way. `without`: no way that goes through this step. */
export function reachedSteps(steps: readonly Step[], without?: number): Set<number> {
  const reached = new Set<number>([1]);
  for (const [nth, step] of steps.entries()) {
    if (!reached.has(nth + 1) || nth + 1 === without) continue;
    if (nth + 1 < steps.length && !(step.kind === "condition" && neverHolds(step.condition))) reached.add(nth + 2);
    if (step.otherwise) reached.add(step.otherwise);
  }
  return reached;
}

/** Whether a condition can hold for nobody who is in a sequence: a client has left it, and so has who must not be contacted. */
export function neverHolds(condition: StepCondition | null): boolean {
  return condition !== null && !("reply_class" in condition) && isNever(condition);
}

function isNever(filter: Filter): boolean {
  if ("or" in filter) return filter.or.every(isNever);
  if ("not" in filter) return isAlways(filter.not);
  if ("and" in filter) return filter.and.some(isNever) || contradict(filter.and);
  const { field, op, value } = filter;
  if (field === "do_not_contact") return value === true;
  return field === "status" && allowed(op, value)?.join() === "converted";
}

function isAlways(filter: Filter): boolean {
  if ("and" in filter) return filter.and.every(isAlways);
  if ("or" in filter) return filter.or.some(isAlways);
  return "not" in filter && isNever(filter.not);
}

/** Two that ask for different ones where a lead has one at a time. */
function contradict(filters: readonly Filter[]): boolean {
  return (["status", "tier"] as const).some((field) => {
    const asked = filters.flatMap((one) => {
      const values = "field" in one && one.field === field ? allowed(one.op, one.value) : undefined;
      return values ? [values] : [];
    });
    const [first = [], ...others] = asked;
    return asked.length > 1 && !first.some((value) => others.every((list) => list.includes(value)));
  });
}

const allowed = (op: string, value: unknown): unknown[] | undefined =>
  op === "is" || op === "any_of" ? [value].flat() : undefined;
