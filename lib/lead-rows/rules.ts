import type { Point } from "@/lib/contact-points/point-rules";
import { normalizeDomain, normalizeEmail, normalizeLinkedin, normalizePhone } from "@/lib/contact-points/rules";
import { cutText } from "@/lib/core/text-rules";
import { isTimezone } from "@/lib/core/time";
import type { FileRow, RowProblem } from "@/lib/lead-files/schema";
import { type DealCells, endValue, readCloseDate, readProbability } from "./deal-rules";
import type { ImportField, LeadDraft, RowPlan } from "./schema";
import {
  endTouch,
  readTouchBy,
  readTouchChannel,
  readTouchDirection,
  readTouchSubject,
  readTouchText,
  readTouchTime,
} from "./touch-rules";
import { nameParts, oneLine, yesOrNo } from "./value-rules";

export type ReadRow = { draft: LeadDraft; problems: null } | { draft: null; problems: RowProblem[] };
type Cell = { column: string; field: ImportField; value: string };
type Writing = { draft: LeadDraft; problems: RowProblem[]; plan: RowPlan; cells: DealCells };

/** A row as the lead it would be, or everything that keeps it from being one, by column. `now` bounds what can have happened. */
export function readDraft(row: FileRow, plan: RowPlan, now: Date): ReadRow {
  if (row.problem) return { draft: null, problems: [row.problem] };
  const draft = emptyDraft(row);
  const problems: RowProblem[] = [];
  const to: Writing = { draft, problems, plan, cells: {} };
  for (const [nth, column] of plan.header.entries()) {
    // Files for spreadsheets write '+1 so that it is no formula; the mark is none of the value.
    const value = (row.cells[nth] ?? "").trim().replace(/^'(?='*[=+\-@])/, "");
    const field = plan.mapping[column] ?? "metadata";
    if (value === "" || field === "ignore" || plan.empty.has(value.toLowerCase())) continue;
    writers[field](to, { column, field, value }, now);
  }
  endValue(to);
  if (problems.length === 0) problems.push(...wholeProblems(draft));
  // A day that cannot be read is one problem, and not also none.
  const told = problems.some(({ column }) => column !== null && plan.mapping[column] === "last_contacted_at");
  const untold = endTouch(draft);
  if (!told) problems.push(...untold);
  if (draft.external_id && !isNamed(draft)) draft.last_name = cutText(`Lead ${draft.external_id}`, 200);
  return problems.length > 0 ? { draft: null, problems } : { draft, problems: null };
}

const emptyDraft = ({ number, line }: FileRow): LeadDraft => ({
  number,
  line,
  first_name: null,
  last_name: null,
  title: null,
  company: null,
  owner: null,
  source: null,
  timezone: null,
  score: null,
  external_id: null,
  value: null,
  expected_close_date: null,
  probability_override: null,
  tags: [],
  metadata: {},
  source_metadata: {},
  points: [],
  blocked: [],
  touch: null,
});

const isNamed = (draft: LeadDraft) => Boolean(draft.first_name || draft.last_name || draft.points.length > 0);

function wholeProblems(draft: LeadDraft): RowProblem[] {
  if (!isNamed(draft) && !draft.external_id) {
    return [
      {
        column: null,
        reason: "Nothing in this row says who it is.",
        suggestion: "Fill in a name, an email address, a phone number or a LinkedIn profile.",
      },
    ];
  }
  const size = JSON.stringify(draft.metadata).length;
  if (size <= 16_384) return [];
  const [column = null] = Object.entries(draft.metadata).toSorted(([, a], [, b]) => b.length - a.length)[0] ?? [];
  return [
    {
      column,
      reason: `What is kept of this row is ${Math.round(size / 1024).toLocaleString("en")} KB, the most is 16 KB.`,
      suggestion: "Shorten this cell, or leave its column out.",
    },
  ];
}

type Write = (to: Writing, cell: Cell, now: Date) => void;

const text =
  (longest: number, set: (draft: LeadDraft, value: string) => void): Write =>
  ({ draft, problems }, { column, value }) => {
    const line = oneLine(value);
    if (line.length <= longest) set(draft, line);
    else
      problems.push({
        column,
        // How many there are is not known: of a very long cell only the beginning is kept.
        reason: `The cell has more than ${longest.toLocaleString("en")} characters.`,
        suggestion: "Shorten it.",
      });
  };

const point =
  (kind: Point["kind"]): Write =>
  ({ draft, problems, plan }, { column, value }) => {
    // Several addresses in one cell, as some exports write them.
    for (const raw of value.split(kind === "linkedin" ? /\s+/ : /[;\n|]| ::: |,(?=.*@)/).map((one) => one.trim())) {
      if (raw === "") continue;
      const normal =
        kind === "email"
          ? normalizeEmail(raw)
          : kind === "phone"
            ? normalizePhone(raw, plan.region)
            : normalizeLinkedin(raw);
      if (!normal.ok) problems.push({ column, reason: normal.reason, suggestion: suggestions[kind] });
      else if (!draft.points.some((one) => one.kind === kind && one.norm === normal.norm))
        draft.points.push({ kind, raw, norm: normal.norm });
    }
  };

const suggestions = {
  email: "Write one address such as jane@example.com, or empty the cell.",
  phone: "Write the whole number with + and its country code, or empty the cell.",
  linkedin: "Write the address of a profile such as linkedin.com/in/jane-doe, or empty the cell.",
};

const flag =
  (channel: string | null): Write =>
  ({ draft, problems }, { column, value }) => {
    const answer = yesOrNo(value);
    if (answer === null)
      problems.push({
        column,
        reason: `“${cutText(value, 40)}” is neither yes nor no.`,
        suggestion: "Write Yes or No. Empty means no.",
      });
    else if (answer) draft.blocked.push(channel);
  };

const utm: Write = text(500, () => {});
const sourceField: Write = (to, cell, now) => {
  utm(to, cell, now);
  to.draft.source_metadata[cell.field] = cutText(oneLine(cell.value), 500);
};

const writers: Record<ImportField, Write> = {
  first_name: text(200, (draft, value) => (draft.first_name = value)),
  last_name: text(200, (draft, value) => (draft.last_name = value)),
  full_name: text(400, (draft, value) => {
    const { first, last } = nameParts(value);
    draft.first_name ??= first;
    draft.last_name ??= last;
  }),
  title: text(200, (draft, value) => (draft.title = value)),
  company: text(200, (draft, value) => (draft.company = { domain: draft.company?.domain ?? null, name: value })),
  company_domain: ({ draft, problems }, { column, value }) => {
    const normal = normalizeDomain(value);
    if (normal.ok) draft.company = { name: draft.company?.name ?? null, domain: normal.norm };
    else
      problems.push({
        column,
        reason: normal.reason,
        suggestion: "Write a domain such as example.com, or empty the cell.",
      });
  },
  email: point("email"),
  phone: point("phone"),
  linkedin: point("linkedin"),
  owner: text(320, (draft, value) => (draft.owner = value)),
  source: text(200, (draft, value) => (draft.source = value)),
  external_id: text(200, (draft, value) => (draft.external_id = value)),
  estimated_value: ({ cells }, cell) => (cells.value = cell),
  currency: ({ cells }, cell) => (cells.currency = cell),
  expected_close_date: (to, cell) => readCloseDate(to, cell, to.plan.dateOrders[cell.column] ?? "ymd"),
  probability: readProbability,
  tags: ({ draft, problems }, { column, value }) => {
    const tags = value
      .split(/[;,|]| ::: /)
      .map((tag) => oneLine(tag))
      .filter((tag) => tag !== "" && tag !== "* myContacts");
    if (tags.some((tag) => tag.length > 50))
      problems.push({ column, reason: "A tag has more than 50 characters.", suggestion: "Separate tags by commas." });
    else draft.tags = [...new Set([...draft.tags, ...tags])].slice(0, 50);
  },
  timezone: ({ draft, problems }, { column, value }) => {
    if (isTimezone(value)) draft.timezone = value;
    else
      problems.push({
        column,
        reason: `“${cutText(value, 40)}” is not a time zone.`,
        suggestion: "Write a name such as Europe/Berlin.",
      });
  },
  score: ({ draft, problems }, { column, value }) => {
    const score = Number(value.replace(",", "."));
    if (score >= 0 && score <= 100) draft.score = Math.round(score);
    else
      problems.push({
        column,
        reason: `“${cutText(value, 40)}” is no score.`,
        suggestion: "Write a number from 0 to 100.",
      });
  },
  do_not_email: flag("email"),
  do_not_call: flag("call"),
  do_not_contact: flag(null),
  last_contacted_at: (to, cell, now) => readTouchTime(to, cell, to.plan.dateOrders[cell.column] ?? "ymd", now),
  last_contact_method: readTouchChannel,
  touch_direction: readTouchDirection,
  touch_subject: readTouchSubject,
  touch_text: readTouchText,
  touch_by: readTouchBy,
  utm_source: sourceField,
  utm_medium: sourceField,
  utm_campaign: sourceField,
  utm_term: sourceField,
  utm_content: sourceField,
  landing_page: sourceField,
  referrer: sourceField,
  metadata: ({ draft }, { column, value }) => {
    draft.metadata[column] = value;
  },
  ignore: () => {},
};
