import { inCurrencyOf } from "@/lib/deals/amount-rules";
import type { LeadDraft } from "@/lib/lead-rows/schema";
import type { LeadState, LeadValues, NewLead, SetPoint } from "@/lib/lead-sets/schema";
import { type Before, nothingBefore } from "./schema";

export type Resolved = { companyId: string | null; ownerId: string | null };
export type Change = {
  before: Before;
  changes: Record<string, { old: unknown; new: unknown }>;
  points: SetPoint[];
  tags: string[];
  owner: string | null;
};

/** A draft as a new lead. */
export function newLead(
  draft: LeadDraft,
  id: string,
  { companyId, ownerId }: Resolved,
  importId: string | null,
): NewLead {
  return {
    ...valuesOf(draft, companyId),
    metadata: draft.metadata,
    source_metadata: draft.source_metadata,
    id,
    owner_id: ownerId,
    import_id: importId,
  };
}

export function pointsOfDraft(draft: LeadDraft, leadId: string): SetPoint[] {
  return draft.points.map((point) => ({ ...point, lead_id: leadId, is_primary: isFirst(draft, point) }));
}

const isFirst = (draft: LeadDraft, point: LeadDraft["points"][number]) =>
  draft.points.find((one) => one.kind === point.kind) === point;

function valuesOf(draft: LeadDraft, companyId: string | null) {
  const first = (kind: string) => draft.points.find((point) => point.kind === kind);
  return {
    first_name: draft.first_name,
    last_name: draft.last_name,
    title: draft.title,
    email: first("email")?.raw ?? null,
    phone_e164: first("phone")?.norm ?? null,
    linkedin: first("linkedin")?.norm ?? null,
    company_id: companyId,
    source: draft.source,
    timezone: draft.timezone,
    score: draft.score,
    estimated_value_minor: draft.value?.minor ?? null,
    currency: draft.value?.currency ?? null,
    expected_close_date: draft.expected_close_date,
    probability_override: draft.probability_override,
  };
}

/**
 * What a row changes of a lead that is there: with `fill` only what is empty, else everything the row says; what it leaves open stays.
 * An address is never taken away. Writes the new state into `lead`; null when nothing changes.
 */
export function applyDraft(
  lead: LeadState,
  draft: LeadDraft,
  { companyId, ownerId }: Resolved,
  fill: boolean,
): Change | null {
  const before = nothingBefore();
  const changes: Change["changes"] = {};
  const set = (name: keyof LeadValues, value: LeadValues[keyof LeadValues]) => {
    if (JSON.stringify(lead[name]) === JSON.stringify(value)) return;
    Object.assign(before.values, { [name]: lead[name] });
    changes[name] = { old: lead[name], new: value };
    Object.assign(lead, { [name]: value });
  };
  const given = valuesOf(draft, companyId);
  for (const name of columns) {
    const value = given[name];
    if (value === null || (fill && lead[name] !== null) || isSameAddress(lead, name, draft)) continue;
    set(name, value);
  }
  const money =
    draft.value && !(fill && lead.estimated_value_minor !== null) ? inCurrencyOf(draft.value, lead.currency) : null;
  if (money) {
    set("estimated_value_minor", money.minor);
    set("currency", money.currency);
  }
  for (const name of ["metadata", "source_metadata"] as const) {
    set(name, fill ? { ...draft[name], ...lead[name] } : { ...lead[name], ...draft[name] });
  }
  const points = newPoints(lead, draft, fill, before);
  const tags = draft.tags.filter((tag) => !lead.tags.includes(tag));
  lead.tags.push(...tags);
  before.tags = tags;
  const owner = ownerId && ownerId !== lead.owner_id && !(fill && lead.owner_id) ? ownerId : null;
  if (owner) {
    before.owner = { id: lead.owner_id };
    changes.owner_id = { old: lead.owner_id, new: owner };
    lead.owner_id = owner;
  }
  if (tags.length > 0) changes.tags = { old: null, new: tags };
  if (Object.keys(changes).length === 0 && points.length === 0) return null;
  return { before, changes, points, tags, owner };
}

const columns = [
  "first_name",
  "last_name",
  "title",
  "email",
  "phone_e164",
  "linkedin",
  "company_id",
  "source",
  "timezone",
  "score",
  "expected_close_date",
  "probability_override",
] as const;

// jane+x@acme.com and Jane@acme.com are one address: another spelling is no change.
function isSameAddress(lead: LeadState, name: (typeof columns)[number], draft: LeadDraft): boolean {
  if (name !== "email") return false;
  const norm = draft.points.find((point) => point.kind === "email")?.norm;
  return lead.points.some((point) => point.kind === "email" && point.norm === norm && point.is_primary);
}

function newPoints(lead: LeadState, draft: LeadDraft, fill: boolean, before: Before): SetPoint[] {
  const points: SetPoint[] = [];
  for (const point of draft.points) {
    const had = lead.points.filter((one) => one.kind === point.kind);
    const standing = had.find((one) => one.norm === point.norm);
    const primary = isFirst(draft, point) && (!fill || had.length === 0);
    if (standing && (standing.is_primary || !primary)) continue;
    if (!standing && fill && had.length > 0) continue;
    const old = had.find((one) => one.is_primary);
    if (primary && old) before.primary.push(`${old.kind} ${old.norm}`);
    if (primary && old) old.is_primary = false;
    if (standing) standing.is_primary = true;
    else {
      lead.points.push({ kind: point.kind, norm: point.norm, is_primary: primary });
      before.points.push(`${point.kind} ${point.norm}`);
    }
    points.push({ ...point, lead_id: lead.id, is_primary: primary });
  }
  return points;
}
