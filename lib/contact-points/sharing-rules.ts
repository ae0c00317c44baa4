import { atLeast, type Role } from "@/lib/core/permissions";
import type { AddressKind } from "./schema";

// Mailboxes by role: RFC 2142, and what companies print on their sites.
const roleMailboxes = new Set(
  `abuse accounting accounts admin administration ap billing booking bookings buero careers contact customercare customerservice
  dispatch einkauf enquiries enquiry export facturation finance frontdesk hello help helpdesk hola hr import info information
  inquiries inquiry invoice invoices it jobs kontakt kundenservice logistics mail mailbox marketing media news newsletter noreply
  no-reply office operations orders post postmaster press procurement purchasing reception recruiting rechnung reservations sales
  secretariat secretary security service services shipping studio support team vendas ventas vertrieb web webmaster zentrale`
    .trim()
    .split(/\s+/),
);
/** With so many leads on one number it is a switchboard, not a person's. */
const mostLeadsOfOnePhone = 2;

/** Why an address looks like one that many people share, or null. Somebody still has to say so. */
export function sharedHint({ kind, norm, leads }: { kind: AddressKind; norm: string; leads: number }): string | null {
  if (kind === "phone" && leads > mostLeadsOfOnePhone)
    return `${leads} leads have this number. It may be a switchboard.`;
  if (kind !== "email") return null;
  const local = norm.slice(0, norm.lastIndexOf("@")).replace(/[._]/g, "");
  return roleMailboxes.has(local) ? `${local}@ is usually read by several people.` : null;
}

/**
 * Marking takes an address out of the guard's hard rule, so a rep may do it only where it looks shared; anybody may take the mark back.
 */
export const mayMark = (role: Role, shared: boolean, hint: string | null) =>
  !shared || hint !== null || atLeast(role, "manager");
