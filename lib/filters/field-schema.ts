/** What a lead can be; the table has the same, and a test in lib/leads holds the two together. */
export const STATUSES = [
  "new",
  "enriched",
  "contacted",
  "conversing",
  "qualified",
  "proposal",
  "on_ice",
  "converted",
  "lost",
  "unqualified",
] as const;
export const TIERS = ["hot", "warm", "cold", "dormant"] as const;

export const OPERATORS = [
  "is",
  "is_not",
  "any_of",
  "none_of",
  "all_of",
  "contains",
  "not_contains",
  "at_least",
  "at_most",
  "between",
  "before",
  "after",
  "in_last_days",
  "not_in_last_days",
  "is_set",
  "is_not_set",
] as const;
export type Operator = (typeof OPERATORS)[number];

/** What a condition's value has to be, by operator; `none`: the operator takes no value. */
export type ValueShape = "text" | "texts" | "number" | "range" | "moment" | "days" | "flag" | "none";
export type FieldKind = "words" | "address" | "company" | "domain" | "person" | "choice" | "text" | "number" | "count";
type OtherKind = "tags" | "time" | "moment" | "flag" | "key";

const set = { is_set: "none", is_not_set: "none" } as const;
const one = { is: "text", is_not: "text" } as const;
const some = { any_of: "texts", none_of: "texts" } as const;
const words = { contains: "text", not_contains: "text" } as const;
const numbers = { is: "number", is_not: "number", at_least: "number", at_most: "number", between: "range" } as const;
const times = { in_last_days: "days", not_in_last_days: "days", before: "moment", after: "moment" } as const;

/** The operators of each kind of field, and the value each takes. `count` is a number that is always there. */
export const KIND_OPERATORS: Record<FieldKind | OtherKind, Partial<Record<Operator, ValueShape>>> = {
  words,
  address: { ...one, ...words, ...set },
  company: { ...one, ...words, ...set },
  domain: { ...one, ...some, ...set },
  person: { ...one, ...some, ...set },
  choice: { ...one, ...some },
  text: { ...one, ...some, ...set },
  number: { ...numbers, ...set },
  count: numbers,
  tags: { ...some, all_of: "texts", ...set },
  time: { ...times, ...set },
  moment: times,
  flag: { is: "flag" },
  key: { ...one, ...set },
};

type Field = { label: string; kind: FieldKind | OtherKind; options?: readonly string[]; least?: number; most?: number };

/** Everything that a lead can be filtered by, and nothing else. */
export const FILTER_FIELDS = {
  name: { label: "Name", kind: "words" },
  email: { label: "Email", kind: "address" },
  phone: { label: "Phone", kind: "address" },
  company: { label: "Company", kind: "company" },
  domain: { label: "Company domain", kind: "domain" },
  owner: { label: "Owner", kind: "person" },
  status: { label: "Status", kind: "choice", options: STATUSES },
  score: { label: "Score", kind: "number", least: 0, most: 100 },
  tier: { label: "Priority", kind: "choice", options: TIERS },
  tags: { label: "Tags", kind: "tags" },
  source: { label: "Source", kind: "text" },
  timezone: { label: "Time zone", kind: "text" },
  created_at: { label: "Added", kind: "moment" },
  updated_at: { label: "Changed", kind: "moment" },
  last_contacted_at: { label: "Last contact", kind: "time" },
  last_response_at: { label: "Last reply", kind: "time" },
  contact_count: { label: "Contacts made", kind: "count", least: 0, most: 1_000_000 },
  reply_count: { label: "Replies", kind: "count", least: 0, most: 1_000_000 },
  awaiting_reply: { label: "Awaits their reply", kind: "flag" },
  needs_reply: { label: "Needs our reply", kind: "flag" },
  do_not_contact: { label: "Do not contact", kind: "flag" },
  estimated_value_minor: { label: "Estimated value", kind: "number", least: 0, most: Number.MAX_SAFE_INTEGER },
  metadata: { label: "Own field", kind: "key" },
} as const satisfies Record<string, Field>;

export type FilterField = keyof typeof FILTER_FIELDS;
export const fieldOf = (name: FilterField): Field => FILTER_FIELDS[name];
/** The value that this operator takes at this field; undefined when the field does not know it. */
export const shapeOf = (name: FilterField, operator: Operator): ValueShape | undefined =>
  KIND_OPERATORS[FILTER_FIELDS[name].kind][operator];
// Object.keys forgets the names; the table has no others.
export const FIELD_NAMES = Object.keys(FILTER_FIELDS) as [FilterField, ...FilterField[]];
