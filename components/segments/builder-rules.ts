import type { RuleGroupType, RuleType } from "react-querybuilder";
import {
  FIELD_NAMES,
  type FilterField,
  fieldOf,
  KIND_OPERATORS,
  type Operator,
  shapeOf,
  type ValueShape,
} from "@/lib/filters/field-schema";
import { type Filter, filterSchema } from "@/lib/filters/schema";

export const OPERATOR_WORDS: Record<Operator, string> = {
  is: "is",
  is_not: "is not",
  any_of: "is any of",
  none_of: "is none of",
  all_of: "is all of",
  contains: "contains",
  not_contains: "does not contain",
  at_least: "is at least",
  at_most: "is at most",
  between: "is between",
  before: "is before",
  after: "is on or after",
  in_last_days: "in the last days",
  not_in_last_days: "not in the last days",
  is_set: "is filled",
  is_not_set: "is empty",
};

export const operatorsOf = (field: string) =>
  (Object.keys(KIND_OPERATORS[fieldOf(field as FilterField).kind]) as Operator[]).map((name) => ({
    name,
    value: name,
    label: OPERATOR_WORDS[name],
  }));

export const shapeIn = (field: string, operator: string): ValueShape =>
  shapeOf(field as FilterField, operator as Operator) ?? "none";

/** A tree as the builder edits it. */
export function toQuery(filter: Filter): RuleGroupType {
  if ("and" in filter) return { combinator: "and", rules: filter.and.map(toRule) };
  if ("or" in filter) return { combinator: "or", rules: filter.or.map(toRule) };
  if ("not" in filter) return { ...toQuery(filter.not), not: true };
  return { combinator: "and", rules: [toRule(filter)] };
}

function toRule(filter: Filter): RuleType | RuleGroupType {
  if (!("field" in filter)) return toQuery(filter);
  const { field, op, key, value } = filter;
  return { field, operator: op, value: key === undefined ? value : `${key}=${value ?? ""}` };
}

export type Built = { filter: Filter } | { problem: string };

/** What the builder holds as a tree, or what is missing in it, in words. */
export function toFilter(query: RuleGroupType): Built {
  const tree = groupTree(query);
  const read = filterSchema.safeParse(tree);
  if (read.success) return { filter: read.data };
  const [issue] = read.error.issues;
  if (!issue) return { problem: "Complete the conditions." };
  const about = labelAt(tree, issue.path);
  if (!about) return { problem: issue.message };
  return { problem: `${about}: ${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}` };
}

/** What the condition is about to which a path into the tree leads: among many of them, which one lacks something. */
function labelAt(tree: unknown, path: readonly PropertyKey[]): string | null {
  if (typeof tree !== "object" || tree === null) return null;
  const name = FIELD_NAMES.find((one) => one === Reflect.get(tree, "field"));
  if (name) return fieldOf(name).label;
  const [step, ...rest] = path;
  return step === undefined ? null : labelAt(Reflect.get(tree, step), rest);
}

function groupTree({ combinator, rules, not }: RuleGroupType): unknown {
  const list = rules.flatMap((one) =>
    typeof one === "string" ? [] : [isGroup(one) ? groupTree(one) : condition(one)],
  );
  const group = combinator === "or" ? { or: list } : { and: list };
  return not ? { not: group } : group;
}

const isGroup = (one: RuleType | RuleGroupType): one is RuleGroupType => "rules" in one;

function condition({ field, operator, value }: RuleType): unknown {
  const shape = shapeIn(field, operator);
  const given = shape === "none" ? {} : { value: valueOfShape(shape, value) };
  if (field !== "metadata") return { field, op: operator, ...given };
  const [key = "", ...rest] = String(value ?? "").split("=");
  return { field, op: operator, key, ...(shape === "none" ? {} : { value: rest.join("=") }) };
}

function valueOfShape(shape: ValueShape, value: unknown): unknown {
  if (shape === "number" || shape === "days") return value === "" || value === undefined ? value : Number(value);
  if (shape === "range") return [value].flat().map((one) => (one === "" ? one : Number(one)));
  if (shape === "texts") return Array.isArray(value) ? value : splitTexts(String(value ?? ""));
  return value;
}

export const splitTexts = (text: string) =>
  text
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);

/** What a condition begins with when its field or operator is chosen. */
export function firstValue(field: string, operator: string): unknown {
  const { options, kind, least = 0 } = fieldOf(field as FilterField);
  const first: Record<ValueShape, unknown> = {
    text: options?.[0] ?? (kind === "person" ? "me" : ""),
    texts: options ? [options[0]] : kind === "person" ? ["me"] : [],
    number: least,
    range: [least, least],
    moment: "",
    days: 30,
    flag: true,
    none: "",
  };
  return first[shapeIn(field, operator)];
}
