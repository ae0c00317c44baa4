import { STATUS_NAMES } from "@/components/leads/status-words";
import { LEAD_STATUSES } from "@/lib/leads/list-rules";
import type { FieldName, MergePreview, WaitingConflict } from "@/lib/merges/schema";

export const mergeHref = (leadId: string, otherId: string) => `/leads/${leadId}/merge?with=${otherId}`;

export const FIELD_NAMES: Record<FieldName, string> = {
  first_name: "First name",
  last_name: "Last name",
  title: "Title",
  email: "Email",
  phone: "Phone",
  linkedin: "LinkedIn",
  company: "Company",
  owner: "Owner",
  status: "Status",
  source: "Source",
  timezone: "Time zone",
  estimated_value: "Value",
  expected_close_date: "Expected close",
  probability_override: "Probability",
};

export const WHY_WAITING: Record<WaitingConflict["why"], string> = {
  DNC_BLOCKED: "the other one is not to be contacted",
  NO_CONSENT: "the other one said no",
  RECENTLY_CONTACTED: "the other one is contacted at about the same time",
};

export const many = (n: number, one: string, more = `${one}s`) => `${n} ${n === 1 ? one : more}`;

/** A value of a field as people read it. */
export function shownValue(name: FieldName, value: string | null): string {
  if (value === null) return "Empty";
  if (name === "probability_override") return `${Math.round(Number(value) * 100)} %`;
  const status = name === "status" ? LEAD_STATUSES.find((one) => one === value) : undefined;
  return status ? STATUS_NAMES[status] : value.replaceAll("_", name === "timezone" ? " " : "_");
}

/** What a merge does beside the fields, one sentence each. */
export function fateLines(
  { moves, do_not_contact, no_consent }: MergePreview,
  names: { lead: string; other: string },
): string[] {
  const counted = [
    moves.touches && many(moves.touches, "touch", "touches"),
    moves.addresses && many(moves.addresses, "address", "addresses"),
    moves.tags && many(moves.tags, "tag"),
    moves.stakeholders && many(moves.stakeholders, "stakeholder"),
  ].filter(Boolean);
  return [
    counted.length > 0
      ? `What ${names.other} has moves to ${names.lead}: ${counted.join(", ")}.`
      : `Nothing else hangs on ${names.other}: no touches, addresses, tags or stakeholders.`,
    "Slots of both are kept: a channel is free again when both windows are over.",
    do_not_contact.length > 0
      ? `Do not contact is for both from then on: ${listed(do_not_contact)}.`
      : "Neither is on the do-not-contact list.",
    ...(no_consent.length > 0 ? [`They said no, and that is kept: ${listed(no_consent)}.`] : []),
    `Links to ${names.other} lead here, and a merge can be taken apart again.`,
  ];
}

const listed = (entries: { value: string }[]) => [...new Set(entries.map((one) => one.value))].join(", ");

/** "The other Sofia Brandt is merged into Sofia Brandt". */
export const mergedWords = ({ lead, other }: { lead: string; other: string }): string =>
  `${other.replace(/^the other /, "The other ")} is merged into ${lead}`;
