import type { LeadStatus } from "@/lib/leads/schema";
import type { Chance } from "./chance";
import type { Company, Trade } from "./companies";
import { plainLetters } from "./names";
import type { OptOut } from "./opt-outs";
import type { Who } from "./sign-ins";

/** One lead of the story before anything has happened to it. */
export type LeadPlan = {
  /** names it in keys and message ids */
  key: string;
  first: string;
  last: string;
  title: string;
  company: Company;
  email: string | null;
  phone: string | null;
  linkedin: string | null;
  source: string;
  tags: string[];
  /** nobody: in the pool */
  owner: Who | null;
  /** who works on it in the story */
  by: Who;
  /** where its story ends */
  status: LeadStatus;
  /** working days without a touch before today, at least */
  quiet?: number;
  /** whose lead it was in the beginning */
  formerly?: Who;
  /** opts out after the last touch */
  leaves?: OptOut;
  /** its place among those contacted today, outside the headlines */
  today?: { nth: number; of: number };
  /** what a colleague does beside one of the touches */
  crossing?: "prevented" | "warned" | "escaped" | "overridden" | "insisted";
};

export const titles = [
  "Head of Logistics",
  "VP Supply Chain",
  "Cold Chain Manager",
  "Fleet Director",
  "Director of Distribution",
  "Warehouse Operations Lead",
  "Quality Assurance Manager",
  "COO",
  "CFO",
  "IT Director",
  "Procurement Manager",
  "Transport Planner",
  "Depot Manager",
  "Food Safety Director",
  "Head of Purchasing",
] as const satisfies readonly [string, ...string[]];

export const sources = [
  "Cold chain fair",
  "Website demo request",
  "Referral",
  "LinkedIn search",
  "Partner: Brightline TMS",
  "Webinar: temperature gaps",
  "List: reefer fleets",
  "Inbound call",
] as const satisfies readonly [string, ...string[]];

const plainTags = [
  "decision maker",
  "holiday peak",
  "multi-depot",
  "RFP",
  "uses FrostTrack",
  "pilot",
  "works council",
  "dock problem",
] as const satisfies readonly [string, ...string[]];

export function tagsOf(chance: Chance, trade: Trade): string[] {
  const own = trade === "dry" ? [] : [trade === "pharma" ? "GDP pharma" : "cold chain"];
  const more = Array.from({ length: chance.pick([0, 0, 1, 1, 2]) }, () => chance.next(plainTags));
  return [...new Set([...own, ...more])];
}

/** Addresses as such a company would give them; a few people have not told us all of theirs, nobody has none. */
export function addressesOf(chance: Chance, first: string, last: string, company: Company, nth: number) {
  const [given, family] = [plainLetters(first), plainLetters(last)];
  const local = chance.pick([
    `${given}.${family}`,
    `${given}.${family}`,
    `${given[0]}.${family}`,
    `${given}${family[0]}`,
  ]);
  const linkedin = chance.happens(0.64) ? `${given}-${family}` : null;
  const phone = chance.happens(0.8) ? company.place.phone(nth) : null;
  const email = chance.happens(0.88) || (!phone && !linkedin) ? `${local}@${company.domain}` : null;
  return { email, phone, linkedin };
}
