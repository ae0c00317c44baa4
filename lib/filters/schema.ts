import { z } from "zod";
import { type Condition, conditionSchema } from "./condition-schema";

export const MOST_CONDITIONS = 50;
export const DEEPEST = 5;

export type Filter = { and: Filter[] } | { or: Filter[] } | { not: Filter } | Condition;
const nodeSchema: z.ZodType<Filter> = z.lazy(() =>
  z.union([
    z.strictObject({ and: z.array(nodeSchema).max(MOST_CONDITIONS) }),
    z.strictObject({ or: z.array(nodeSchema).max(MOST_CONDITIONS) }),
    z.strictObject({ not: nodeSchema }),
    conditionSchema,
  ]),
);

/** Conditions joined by and, or and not; at most five groups within one another, at most fifty conditions. */
export const filterSchema = z
  .unknown()
  .superRefine((raw, ctx) => {
    const [problem] = problemsOf(raw);
    if (problem) ctx.addIssue({ code: "custom", path: problem.path, message: problem.message });
  })
  .pipe(nodeSchema);

/** The same as text, as an address carries it. */
export const filterTextSchema = z
  .string()
  .max(8000, "This filter is too long for an address. Save it as a segment.")
  .transform((raw, ctx): unknown => {
    try {
      return JSON.parse(raw);
    } catch {
      ctx.addIssue({ code: "custom", message: "This is not JSON. Copy the address of the list anew." });
      return z.NEVER;
    }
  })
  .pipe(filterSchema);

/** All conditions of a tree, in their order. */
export function conditionsOf(filter: Filter): Condition[] {
  if ("and" in filter) return filter.and.flatMap(conditionsOf);
  if ("or" in filter) return filter.or.flatMap(conditionsOf);
  return "not" in filter ? conditionsOf(filter.not) : [filter];
}

type Path = (string | number)[];
type Problem = { path: Path; message: string };
const GROUPS = ["and", "or", "not"] as const;

/**
 * What is wrong with a tree from outside, the first thing first, said where it stands: a union of schemas would only say that none fits.
 * How deep it goes is asked on the way down, so that no tree is deep enough to end the process.
 */
function* problemsOf(raw: unknown): Generator<Problem> {
  const seen = { conditions: 0 };
  yield* nodeProblems(raw, [], 0, seen);
}

function* nodeProblems(raw: unknown, path: Path, depth: number, seen: { conditions: number }): Generator<Problem> {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) {
    return yield {
      path,
      message: 'A filter is an object: {"and": [...]}, {"or": [...]}, {"not": ...} or a condition.',
    };
  }
  const group = GROUPS.find((one) => Object.hasOwn(raw, one));
  if (group === undefined) return yield* conditionProblems(raw, path, seen);
  const [extra] = Object.keys(raw).filter((name) => name !== group);
  if (extra !== undefined) return yield { path: [...path, extra], message: `Nothing stands beside "${group}".` };
  if (depth >= DEEPEST) return yield { path, message: `At most ${DEEPEST} groups stand within one another.` };
  const inside: unknown = Reflect.get(raw, group);
  if (group === "not") return yield* nodeProblems(inside, [...path, group], depth + 1, seen);
  if (!Array.isArray(inside)) return yield { path: [...path, group], message: "This must be a list." };
  if (inside.length > MOST_CONDITIONS) return yield { path: [...path, group], message: tooMany };
  for (const [nth, one] of inside.entries()) yield* nodeProblems(one, [...path, group, nth], depth + 1, seen);
}

const tooMany = `A filter has at most ${MOST_CONDITIONS} conditions. Take some out, or split it into two segments.`;

function* conditionProblems(raw: object, path: Path, seen: { conditions: number }): Generator<Problem> {
  if (++seen.conditions > MOST_CONDITIONS) return yield { path, message: tooMany };
  const read = conditionSchema.safeParse(raw);
  const [issue] = read.error?.issues ?? [];
  if (!issue) return;
  const unknown = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  yield {
    path: [...path, ...issue.path.map((one) => (typeof one === "number" ? one : String(one))), ...unknown],
    message: issue.message,
  };
}
