import { AppError } from "@/lib/core/errors";
import type { PlanProblem, Sequence } from "./schema";

/** CONFLICT with every problem that is in the way of publishing. */
export function requirePublishable(problems: readonly PlanProblem[]): void {
  const errors = problems.filter((one) => one.level === "error");
  if (errors.length === 0) return;
  const words = errors.map(({ position, message }) => (position ? `Step ${position}: ${message}` : message)).join(" ");
  throw new AppError("CONFLICT", words, { extra: { problems: errors } });
}

/** CONFLICT that says which sequence in use has the name. */
export function requireFreeName(holder: { name: string; maker: string } | null): void {
  if (!holder) return;
  const message = `There is a sequence "${holder.name}" already, made by ${holder.maker}. Use that one, or choose another name.`;
  throw new AppError("CONFLICT", message, { errors: [{ path: "name", message }] });
}

/** CONFLICT for a sequence that was put away. */
export function requireUsed({ state }: { state: Sequence["state"] }): void {
  if (state === "archived")
    throw new AppError("CONFLICT", "This sequence was put away. Make a new one instead.", { extra: { state } });
}

const stateWords: Record<Sequence["state"], string> = {
  draft: "It was never published. Publish it first.",
  active: "It runs already.",
  paused: "It is paused already.",
  archived: "It was put away.",
};

/** CONFLICT unless the sequence is in the state from which this is possible. */
export function requireState({ state }: { state: Sequence["state"] }, needed: Sequence["state"]): void {
  if (state !== needed) throw new AppError("CONFLICT", stateWords[state], { extra: { state } });
}

/** STALE when somebody else changed it since it was read. */
export function requireVersion(known: number | undefined, version: number): void {
  if (known === undefined || known === version) return;
  throw new AppError("STALE", "Somebody else changed this sequence in the meantime. Reload, then change it again.");
}
