import { z } from "zod";
import type { Point } from "@/lib/contact-points/point-rules";
import type { Amount, DecimalMark } from "@/lib/deals/amount-rules";

/** What a column of a file can be. `metadata` keeps its values on the lead under the column's name, `ignore` leaves them out. */
export const IMPORT_FIELDS = [
  "first_name",
  "last_name",
  "full_name",
  "email",
  "phone",
  "linkedin",
  "title",
  "company",
  "company_domain",
  "owner",
  "source",
  "tags",
  "timezone",
  "score",
  "external_id",
  "estimated_value",
  "currency",
  "expected_close_date",
  "probability",
  "do_not_email",
  "do_not_call",
  "do_not_contact",
  "last_contacted_at",
  "last_contact_method",
  "touch_direction",
  "touch_subject",
  "touch_text",
  "touch_by",
  "utm_source",
  "utm_medium",
  "utm_campaign",
  "utm_term",
  "utm_content",
  "landing_page",
  "referrer",
  "metadata",
  "ignore",
] as const;
/** Those of where somebody came from; on the lead they are parts of its source. */
export const SOURCE_PARTS = [
  "utm_source",
  "utm_medium",
  "utm_campaign",
  "utm_term",
  "utm_content",
  "landing_page",
  "referrer",
] as const;
export const importFieldSchema = z.enum(IMPORT_FIELDS);
export type ImportField = z.infer<typeof importFieldSchema>;

/** Fields that several columns may be; of the others one column each. */
export const MANY_COLUMNS: readonly ImportField[] = ["email", "phone", "tags", "metadata", "ignore"];

/** By the column's name. A column that is not named is kept as metadata. */
export const mappingSchema = z.record(z.string(), importFieldSchema);
export type Mapping = z.infer<typeof mappingSchema>;

export const DUPLICATE_RULES = ["skip", "update", "fill", "create"] as const;
export const duplicateRuleSchema = z.enum(DUPLICATE_RULES);
export type DuplicateRule = z.infer<typeof duplicateRuleSchema>;

/** The order in which a column writes its dates: y, m, d, and M for a month by its name. */
export const DATE_ORDERS = ["ymd", "dmy", "mdy", "ydm", "dMy"] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** What is known of a file before it is imported: how its rows become drafts. */
export type RowPlan = {
  header: string[];
  mapping: Mapping;
  /** in lower case */
  empty: ReadonlySet<string>;
  dateOrders: Record<string, DateOrder>;
  /** what stands before the decimals, by the columns of amounts in which that is certain */
  decimalMarks: Record<string, DecimalMark>;
  /** the columns that write chances from 0 to 1 */
  fractions: ReadonlySet<string>;
  region: string;
  /** the organization's, of amounts that say none */
  currency: string;
};

/** A touch that a row tells of: only that it was, or what was said in it and by whom. */
export type DraftTouch = {
  at: string;
  channel: string;
  direction?: "outbound" | "inbound";
  subject?: string;
  text?: string;
  /** a member's name or address, or whoever it was */
  by?: string;
};

/** A row as the lead it would be, in normal forms; what is null is not said by the row. */
export type LeadDraft = {
  number: number;
  line: number;
  first_name: string | null;
  last_name: string | null;
  title: string | null;
  company: { name: string | null; domain: string | null } | null;
  owner: string | null;
  source: string | null;
  timezone: string | null;
  score: number | null;
  external_id: string | null;
  value: Amount | null;
  /** YYYY-MM-DD */
  expected_close_date: string | null;
  /** from 0 to 1 */
  probability_override: number | null;
  tags: string[];
  metadata: Record<string, string>;
  source_metadata: Record<string, string>;
  /** the first of its kind is the primary one */
  points: Point[];
  /** channels they must not be contacted on; null: every one */
  blocked: (string | null)[];
  touch: DraftTouch | null;
};
