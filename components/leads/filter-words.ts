import { FIELD_NAMES, OPERATORS, shapeOf } from "@/lib/filters/field-schema";

/** A tree of conditions in a few words, for a chip. */
export function filterWords(text: string): string {
  const count = countConditions(text) ?? 0;
  return count === 1 ? "1 more" : `${count} more`;
}

/**
 * How many conditions stand in the filter of an address; null: it is none. What the conditions ask is judged by the server, which says
 * what is wrong: its schemas are a quarter of what a list would load.
 */
export function countConditions(text: string): number | null {
  try {
    return countIn(JSON.parse(text));
  } catch {
    return null;
  }
}

function countIn(node: unknown): number | null {
  if (typeof node !== "object" || node === null || Array.isArray(node)) return null;
  const [group] = Object.keys(node);
  const inside: unknown = group === undefined ? undefined : Reflect.get(node, group);
  if (group === "not") return countIn(inside);
  if (group !== "and" && group !== "or") return isCondition(node) ? 1 : null;
  if (!Array.isArray(inside)) return null;
  const counts = inside.map(countIn);
  return counts.includes(null) ? null : counts.reduce((sum: number, one) => sum + (one ?? 0), 0);
}

function isCondition(node: object): boolean {
  const field = FIELD_NAMES.find((one) => one === Reflect.get(node, "field"));
  const operator = OPERATORS.find((one) => one === Reflect.get(node, "op"));
  return field !== undefined && operator !== undefined && shapeOf(field, operator) !== undefined;
}
