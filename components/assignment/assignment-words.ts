import { STATUS_NAMES } from "@/components/leads/status-words";
import type { AssignmentRule, Hours } from "@/lib/assignment-rules/schema";
import { leadStatusSchema } from "@/lib/leads/schema";

export const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** "Leads from Fair or Website that arrive as new go to these members in turn." */
export function ruleWords({ sources, statuses }: Pick<AssignmentRule, "sources" | "statuses">): string {
  const from = sources.length > 0 ? ` from ${sources.join(" or ")}` : "";
  const as = statuses.length > 0 ? ` that arrive as ${statuses.map(statusWord).join(" or ")}` : "";
  return `${from || as ? "Leads" : "All leads"}${from}${as} without an owner go to these members in turn.`;
}

export const hoursWords = ({ from, until, weekdays }: Hours) =>
  `Only ${from} to ${until} on ${weekdays.map((day) => WEEKDAYS[day - 1]).join(", ")}, by the organization's clock.`;

function statusWord(status: string): string {
  const known = leadStatusSchema.safeParse(status);
  return known.success ? STATUS_NAMES[known.data].toLowerCase() : status;
}
