import type { LeadStatus } from "@/lib/leads/schema";

type Texts = readonly [string, ...string[]];

/** Why a rep moves a lead, per status it goes to. */
export const reasons = {
  enriched: [
    "Title and fleet size confirmed on their site",
    "Found the direct line and the LinkedIn profile",
    "Fair list checked: still in the job",
  ],
  conversing: ["Wrote again by themselves", "Called back after the fair", "New budget, they want to talk again"],
  qualified: [
    "Budget, date and decision known",
    "Named a date for the pilot and who pays",
    "Quality and transport both want it",
  ],
  proposal: ["Offer sent after the workshop", "Asked for a contract for the pilot", "Price for all vehicles sent"],
  converted: ["Signed for all vehicles", "Pilot became a contract", "Signed for one depot, option on the rest"],
  on_ice: [
    "Decides in the spring budget",
    "Moves the depot first, ask again in autumn",
    "On leave until the new quarter",
    "Contract with a competitor runs four more months",
  ],
  lost: [
    "Chose FrostTrack, price",
    "Builds it themselves",
    "Purchasing stopped all projects",
    "No answer to the offer in six weeks",
  ],
  unqualified: [
    "Carries only dry goods, no temperature control",
    "Fewer than five vehicles",
    "Works for a haulier that is a customer already",
    "Left the company, no successor named",
  ],
  new: ["Now runs two chilled vans, worth a look"],
} as const satisfies Partial<Record<LeadStatus, Texts>>;

/** Why somebody went ahead in spite of a warning. */
export const overrideReasons = {
  manager: [
    "They want the contract today and the owner is on a flight until tomorrow",
    "Load is being rejected right now, they need the report within the hour",
    "Agreed with the owner in the morning round, different topic",
    "Board meets at four and the price sheet had a wrong total",
  ],
  rep: [
    "Asked on the phone to get the dates once more in writing",
    "Correcting the wrong attachment of my last message",
    "Named this week themselves at the fair",
    "Answer to a question from the meeting, not a second pitch",
  ],
} as const satisfies Record<"manager" | "rep", Texts>;
