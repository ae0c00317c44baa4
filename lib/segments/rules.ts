import type { Actor } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { atLeast } from "@/lib/core/permissions";
import { type Condition, textsOf } from "@/lib/filters/condition-schema";
import type { Filter } from "@/lib/filters/schema";
import type { Lead } from "@/lib/leads/schema";
import type { Visibility } from "./schema";

type Who = Pick<Actor, "userId" | "role">;

/** Its owner changes a segment; one that others see, a manager too. */
export const mayChange = ({ userId, role }: Who, ownerId: string, visibility: Visibility) =>
  userId === ownerId || (visibility !== "private" && atLeast(role, "manager"));

export function checkChange(actor: Who, ownerId: string, visibility: Visibility): void {
  if (mayChange(actor, ownerId, visibility)) return;
  throw new AppError("FORBIDDEN", "Only its owner or a manager changes this segment. Duplicate it and change yours.");
}

/** The tag whose bearers are in a segment whatever else holds of them; null when it has none. */
export function pickTagOf(filter: Filter): string | null {
  const ways = "or" in filter ? filter.or : [filter];
  const [tag] = ways.flatMap((one) =>
    "field" in one && one.field === "tags" && one.op === "any_of" ? textsOf(one) : [],
  );
  return tag ?? null;
}

/** The same segment, and everybody who has this tag. */
export const withPickTag = (filter: Filter, tag: string): Filter => ({
  or: [...("or" in filter ? filter.or : [filter]), { field: "tags", op: "any_of", value: [tag] }],
});

/** A guess is told in two figures: more would look exact. */
export function roundGuess(count: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(count, 1))) - 1);
  return Math.round(count / step) * step;
}

/** What a condition looks at, as this lead has it. */
export function leadValue(
  lead: Lead & { estimated_value_minor: number | null },
  { field, key = "" }: Condition,
): string | number | boolean | string[] | null {
  if (field === "name") return [lead.first_name, lead.last_name].filter(Boolean).join(" ");
  if (field === "company") return lead.company?.name ?? null;
  if (field === "domain") return lead.company?.domain ?? null;
  if (field === "owner") return lead.owner?.name ?? null;
  if (field === "tier") return lead.priority_tier;
  if (field !== "metadata") return lead[field];
  const own = Object.hasOwn(lead.metadata, key) ? lead.metadata[key] : null;
  return own === null || own === undefined ? null : typeof own === "string" ? own : JSON.stringify(own);
}
