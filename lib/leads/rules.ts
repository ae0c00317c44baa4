import { invalid } from "@/lib/core/errors";
import type { LeadStatus } from "./schema";

export type TouchEffect = { direction: "outbound" | "inbound"; responded: boolean };

const contactedFrom: readonly LeadStatus[] = ["new", "enriched", "on_ice"];
const conversingFrom: readonly LeadStatus[] = ["new", "enriched", "contacted", "on_ice"];

/** The moves a touch makes by itself (product.md, Lead status): never further, never backwards. */
export function movesAfterTouch(
  status: LeadStatus,
  { direction, responded }: TouchEffect,
): { to: LeadStatus; trigger: "log" | "reply" }[] {
  const moves: { to: LeadStatus; trigger: "log" | "reply" }[] = [];
  let now = status;
  if (direction === "outbound" && contactedFrom.includes(now)) {
    moves.push({ to: "contacted", trigger: "log" });
    now = "contacted";
  }
  if ((direction === "inbound" || responded) && conversingFrom.includes(now))
    moves.push({ to: "conversing", trigger: "reply" });
  return moves;
}

/** Throws INVALID when the new owner's leads are out of the asker's sight: the lead would be gone for them. */
export function checkOwner(ownerId: string | null | undefined, sees: readonly string[] | null | undefined): void {
  if (ownerId === undefined || !sees || (ownerId !== null && sees.includes(ownerId))) return;
  throw invalid("owner_id", "You see your own or your team's leads, so this one would be gone for you. Ask a manager.");
}

/** A lead's name for people: never empty. */
export const displayName = (lead: {
  first_name: string | null;
  last_name: string | null;
  email?: string | null;
  phone?: string | null;
  linkedin?: string | null;
}) =>
  [lead.first_name, lead.last_name].filter(Boolean).join(" ") ||
  lead.email ||
  lead.phone ||
  lead.linkedin ||
  "Unnamed lead";
