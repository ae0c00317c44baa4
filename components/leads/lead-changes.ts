import type { Lead, LeadStatus } from "@/lib/leads/schema";

/** What `PATCH /api/leads/{id}` is sent from a list. */
export type LeadChange = {
  status?: LeadStatus;
  status_reason?: string;
  owner_id?: string | null;
  title?: string | null;
  source?: string | null;
  company?: string | null;
  tags?: string[];
};

export const TEXT_FIELDS = ["title", "source", "company", "tags"] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

/** A field as it is typed. */
export function textOf(lead: Lead, field: TextField): string {
  if (field === "tags") return lead.tags.join(", ");
  return (field === "company" ? lead.company?.name : lead[field]) ?? "";
}

export function changeOf(field: TextField, text: string): LeadChange {
  if (field !== "tags") return { [field]: text.trim() || null };
  return {
    tags: text
      .split(",")
      .map((tag) => tag.trim())
      .filter(Boolean),
  };
}

/** How a lead looks with a change that is on its way. */
export function shownChange(change: LeadChange, people: readonly { id: string; name: string }[]): Partial<Lead> {
  const { status, owner_id, title, source, company, tags } = change;
  return {
    ...(status && { status }),
    ...(title !== undefined && { title }),
    ...(source !== undefined && { source }),
    ...(tags && { tags: tags.toSorted() }),
    ...(company !== undefined && { company: company ? { id: "", name: company, domain: null } : null }),
    ...(owner_id !== undefined && { owner: people.find((one) => one.id === owner_id) ?? null }),
  };
}
