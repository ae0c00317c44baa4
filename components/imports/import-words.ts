import { leadHref } from "@/components/leads/lead-query";
import type { DryRun, Import, ImportState, RowCounts } from "@/lib/lead-imports/schema";
import type { DuplicateRule, ImportField } from "@/lib/lead-rows/schema";

export const STATE_WORDS: Record<ImportState, string> = {
  uploaded: "Waits for you",
  checking: "Being counted",
  running: "Running",
  done: "Done",
  cancelled: "Cancelled",
  failed: "Failed",
  undoing: "Being undone",
  undone: "Undone",
};

export const RULE_WORDS: Record<DuplicateRule, string> = {
  skip: "Leave them as they are",
  fill: "Fill in what is empty",
  update: "Update with what the file says",
  create: "Create another lead",
};

export const FIELD_WORDS: Record<ImportField, string> = {
  first_name: "First name",
  last_name: "Last name",
  full_name: "Whole name",
  email: "Email",
  phone: "Phone",
  linkedin: "LinkedIn",
  title: "Title",
  company: "Company",
  company_domain: "Company's domain",
  owner: "Owner",
  source: "Source",
  tags: "Tags",
  timezone: "Time zone",
  score: "Score",
  external_id: "Number in the other system",
  estimated_value: "Estimated value",
  currency: "Currency of the value",
  expected_close_date: "Expected close",
  probability: "Probability (%)",
  do_not_email: "Do not email",
  do_not_call: "Do not call",
  do_not_contact: "Do not contact",
  last_contacted_at: "Last contacted",
  last_contact_method: "Last contacted by",
  touch_direction: "Touch: inbound or outbound",
  touch_subject: "Touch: subject",
  touch_text: "Touch: what was said",
  touch_by: "Touch: by whom",
  utm_source: "UTM source",
  utm_medium: "UTM medium",
  utm_campaign: "UTM campaign",
  utm_term: "UTM term",
  utm_content: "UTM content",
  landing_page: "Landing page",
  referrer: "Referrer",
  metadata: "Keep under its own name",
  ignore: "Leave out",
};

const number = (count: number) => count.toLocaleString("en");

/** What rows came to, or would come to, in one line. */
export function countsLine(counts: RowCounts): string {
  const parts = [
    `${number(counts.created)} new`,
    `${number(counts.updated)} updated`,
    `${number(counts.skipped)} skipped`,
    `${number(counts.rejected)} rejected`,
  ];
  const entries = counts.dnc_added === 1 ? "entry" : "entries";
  const rows = counts.rows === 1 ? "row" : "rows";
  return `${number(counts.rows)} ${rows}: ${parts.join(", ")}. ${number(counts.dnc_added)} do-not-contact ${entries}.`;
}

/** The list of what was added while a file came in; null when nothing was. */
export function addedHref({ created, state, started_at: from, finished_at: to }: AddedWhile): string | null {
  if (created === 0 || state === "undone" || !from || !to) return null;
  const and = [
    { field: "created_at", op: "after", value: from },
    { field: "created_at", op: "before", value: to },
  ];
  return leadHref({ filter: JSON.stringify({ and }) }, {});
}

type AddedWhile = Pick<Import, "created" | "state" | "started_at" | "finished_at">;

/** Who of the new leads may be there already, in one line; null when nobody is. */
export function alikeLine({
  created,
  possible_duplicates: alike = 0,
  looked_through: looked = 0,
}: DryRun): string | null {
  if (alike === 0) return null;
  const base = looked < created ? `Of the first ${number(looked)} new leads` : "Of the new leads";
  return `${base}, ${number(alike)} may be ${alike === 1 ? "one" : "ones"} you have, by name and company. They are added, and stand under Duplicates afterwards.`;
}

export function rowsLine({ rows, rows_estimated, rows_exact }: FileRows): string {
  const [about, count] = rows > 0 ? ["", rows] : [rows_exact ? "" : "about ", rows_estimated];
  return `${about}${number(count)} ${count === 1 ? "row" : "rows"}`;
}

type FileRows = Pick<Import, "rows" | "rows_estimated" | "rows_exact">;

/** How fast it goes and how long it will take: ", 1,900 a second, 20 seconds left". */
export function paceWords({ rate, seconds_left: left }: { rate: number | null; seconds_left: number | null }): string {
  if (rate === null || left === null) return "";
  const time = left < 90 ? `${number(Math.max(1, left))} s` : `${number(Math.round(left / 60))} min`;
  return `, ${number(Math.round(rate))} a second, ${time} left`;
}
