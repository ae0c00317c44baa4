import { zonesOfPhone } from "@/lib/contact-points/phone-zone-rules";
import { isTimezone } from "@/lib/core/time";

export type Place = {
  /** every time zone the person may be in; never empty */
  zones: string[];
  /** by what that is known */
  by: "lead" | "company" | "phone" | "organization";
};
export type PlaceFacts = {
  leadZone: string | null;
  companyZone: string | null;
  /** E.164 */
  phone: string | null;
  organizationZone: string;
};

/** Where somebody is: as the lead says, else the company, else every zone the number may be in, else where we are. */
export function placeOf({ leadZone, companyZone, phone, organizationZone }: PlaceFacts): Place {
  if (leadZone && isKnown(leadZone)) return { zones: [leadZone], by: "lead" };
  if (companyZone && isKnown(companyZone)) return { zones: [companyZone], by: "company" };
  const zones = phone ? zonesOfPhone(phone).filter(isKnown) : [];
  if (zones.length > 0) return { zones, by: "phone" };
  return { zones: [isKnown(organizationZone) ? organizationZone : "UTC"], by: "organization" };
}

/** The same where another number is called than the one that told it: that number tells it then, as it does when a text leaves. */
export function placeAtNumber(place: Place, phone: string): Place {
  if (place.by === "lead" || place.by === "company") return place;
  const zones = zonesOfPhone(phone).filter(isKnown);
  return zones.length > 0 ? { zones, by: "phone" } : place;
}

// The runtime's list is asked by making a formatter, which is too slow for every decision.
const known = new Map<string, boolean>();

function isKnown(zone: string): boolean {
  const found = known.get(zone) ?? isTimezone(zone);
  known.set(zone, found);
  return found;
}
