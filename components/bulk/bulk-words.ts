import { STATUS_NAMES } from "@/components/leads/status-words";
import type { BulkAction } from "@/lib/bulk-actions/schema";
import { LEAD_STATUSES } from "@/lib/leads/list-rules";

export const leadsWords = (count: number): string => `${count.toLocaleString("en")} ${count === 1 ? "lead" : "leads"}`;

/** What was asked for, as one reads it in a list: "Tag with fair, spring". */
export function askedWords({ action, details, owner }: Pick<BulkAction, "action" | "details" | "owner">): string {
  const tags = Array.isArray(details.tags) ? details.tags.join(", ") : "";
  switch (action) {
    case "assign":
      return owner ? `Assign to ${owner.name}` : "Take from the owner";
    case "add_tags":
      return details.segment
        ? `Put into the segment ${String(details.segment)} by the tag ${tags}`
        : `Tag with ${tags}`;
    case "remove_tags":
      return `Take off the tag ${tags}`;
    case "change_status":
      return `Move to ${statusName(details.status)}`;
    case "do_not_contact":
      return `Do not contact: ${String(details.reason ?? "")}`;
    case "delete":
      return "Delete";
    case "enroll":
      return `Enroll in ${String(details.sequence ?? "a sequence")}`;
  }
}

const statusName = (status: unknown) =>
  STATUS_NAMES[LEAD_STATUSES.find((one) => one === status) ?? "new"].toLowerCase();

/** What came of it: "118 changed, 2 left as they were". */
export function outcomeWords(action: BulkAction): string {
  const { state, failure, undo } = action;
  if (undo?.state === "done") return `${undo.restored.toLocaleString("en")} taken back${keptWords(undo.kept)}`;
  if (undo?.state === "running") return "Being taken back";
  if (state === "collecting" || state === "running")
    return `${action.done.toLocaleString("en")} of ${leadsWords(action.total)} done`;
  const counts = countsWords(action);
  if (undo?.state === "failed") return `${counts}. Taking it back stopped: ${failure ?? "something broke on our side"}`;
  if (state === "cancelled") return `Cancelled: ${counts}`;
  return state === "failed" ? `Stopped: ${counts}. ${failure ?? ""}`.trim() : counts;
}

function countsWords({ action, changed, unchanged, refused }: BulkAction): string {
  const parts = [`${changed.toLocaleString("en")} ${action === "enroll" ? "enrolled" : "changed"}`];
  if (unchanged > 0) parts.push(`${unchanged.toLocaleString("en")} ${unchanged === 1 ? "was" : "were"} so already`);
  if (refused > 0) parts.push(`${refused.toLocaleString("en")} left as ${refused === 1 ? "it was" : "they were"}`);
  return parts.join(", ");
}

const keptWords = (kept: number) =>
  kept === 0 ? "" : `, ${kept.toLocaleString("en")} ${kept === 1 ? "stays as it is" : "stay as they are"}`;

export const isOver = ({ state, undo }: Pick<BulkAction, "state" | "undo">): boolean =>
  state !== "collecting" && state !== "running" && undo?.state !== "running";

export const bulkHref = (id: string, outcome?: string) => `/leads/changes/${id}${outcome ? `?outcome=${outcome}` : ""}`;
