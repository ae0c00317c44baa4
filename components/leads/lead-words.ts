import type { Lead } from "@/lib/leads/schema";

type Named = Pick<Lead, "first_name" | "last_name" | "email" | "phone" | "linkedin">;

/** A lead's name, or the address it is known by. */
export function leadName(lead: Named): string {
  const name = [lead.first_name, lead.last_name].filter(Boolean).join(" ");
  return name || lead.email || lead.phone || lead.linkedin || "No name";
}

/** "Head of Logistics, Larkfield Foods". */
export function leadRole(lead: Pick<Lead, "title" | "company">): string {
  return [lead.title, lead.company?.name].filter(Boolean).join(", ");
}

/** "by you", "by Alice", or that they answered last. */
export function lastContactBy(lead: Lead, userId: string | undefined): { text: string; replied: boolean } {
  if (lead.needs_reply) return { text: `${lead.first_name ?? leadName(lead)} replied`, replied: true };
  if (!lead.last_contacted_by) return { text: "", replied: false };
  const who = lead.last_contacted_by.id === userId ? "you" : lead.last_contacted_by.name;
  return { text: `by ${who}`, replied: false };
}

/** When they were contacted last, as the column sorts; when they wrote first, that. */
export function lastTouchAt(lead: Pick<Lead, "last_contacted_at" | "last_response_at">): string | null {
  return lead.last_contacted_at ?? lead.last_response_at;
}
