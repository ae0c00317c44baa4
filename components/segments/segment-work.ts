import type { RuleGroupType } from "react-querybuilder";
import { FIELD_NAMES } from "@/lib/filters/field-schema";
import type { Filter } from "@/lib/filters/schema";
import { VISIBILITIES, type Visibility } from "@/lib/segments/schema";
import { toFilter } from "./builder-rules";

/** What the form of a segment edits. */
export type SegmentWork = { name: string; visibility: Visibility; query: RuleGroupType };

/** As it would be saved; of conditions that are not complete, as they stand. The builder's own marks say nothing. */
export function workText({ name, visibility, query }: SegmentWork): string {
  const built = toFilter(query);
  const conditions = "filter" in built ? built.filter : query;
  return JSON.stringify([name.trim(), visibility, conditions], (key, value) => (key === "id" ? undefined : value));
}

/** The conditions that stand in the form, where they are others than those that are saved; of one that is not complete there is no filter. */
export function unsavedConditions(saved: RuleGroupType, query: RuleGroupType): { filter: Filter | null } | null {
  if (conditionsText(saved) === conditionsText(query)) return null;
  const built = toFilter(query);
  return { filter: "filter" in built ? built.filter : null };
}

const conditionsText = (query: RuleGroupType) => workText({ name: "", visibility: "private", query });

/** What a segment's menu does: with conditions that are not saved it takes those, where they are complete, and says of all else what it takes. */
export function menuOf({ id, filter }: { id: string; filter: unknown }, unsaved: { filter: Filter | null } | null) {
  const shown = unsaved?.filter ? encodeURIComponent(JSON.stringify(unsaved.filter)) : null;
  return {
    list: `/leads?filter=${shown ?? encodeURIComponent(JSON.stringify(filter))}`,
    file: (format: string) =>
      shown ? `/api/leads/export?filter=${shown}&format=${format}` : `/api/segments/${id}/export?format=${format}`,
    listMark: unsaved && !shown ? " as saved" : "",
    copyMark: unsaved ? " as saved" : "",
  };
}

/** Whether this is what the form of this release keeps: conditions about a field that there is not any more are none. */
export const isSegmentWork = (raw: unknown): raw is SegmentWork =>
  isObject(raw) &&
  typeof raw.name === "string" &&
  VISIBILITIES.some((one) => one === raw.visibility) &&
  isGroup(raw.query);

const isGroup = (raw: unknown): raw is RuleGroupType =>
  isObject(raw) &&
  typeof raw.combinator === "string" &&
  Array.isArray(raw.rules) &&
  raw.rules.every((one) => isRule(one) || isGroup(one));

const isRule = (raw: unknown): boolean =>
  isObject(raw) && FIELD_NAMES.some((one) => one === raw.field) && typeof raw.operator === "string";

const isObject = (raw: unknown): raw is Record<string, unknown> => typeof raw === "object" && raw !== null;
