import { headlines } from "./headlines";
import type { Line } from "./lines";
import { closedSince, leaving } from "./opt-outs";
import type { LeadPlan } from "./people";

/** What colleagues try, or have done, when the list and all rules of the guard stand; the first lead that fits has it. */
export const afterwards: readonly { fits: (plan: LeadPlan) => boolean; line: Line }[] = [
  {
    fits: ({ key }) => key === "ken-ashby",
    line: {
      at: 0.2,
      by: "rep3",
      way: "email",
      planned: true,
      refused: "COMPANY_RECENT",
      subject: "Go-live in Worcester",
      body: "Hi Ken,\n\nfollowing up on the demo last week. We can have the Worcester depot live before the holiday peak, with two vans in parallel for the first month. One page for your board is attached.\n\nBob",
    },
  },
  {
    fits: ({ key }) => key === "erin-whit",
    line: {
      at: 0.52,
      by: "rep4",
      way: "email",
      planned: true,
      refused: "DNC_BLOCKED",
      subject: "Purchasing at Larkfield",
      body: "Hi Erin,\n\nRosa told me that purchasing looks at all contracts again. May I send you ours?\n\nMei",
    },
  },
  {
    fits: ({ company, email }) => company.domain === "brackenfield.example" && email !== null,
    line: {
      at: 0.35,
      by: "rep2",
      way: "email",
      planned: true,
      refused: "DNC_BLOCKED",
      subject: "Your tankers in July",
      body: "Hello,\n\nmilk does not wait in July. We count warm minutes per tanker.",
    },
  },
  {
    fits: ({ leaves }) => leaves === leaving[1],
    line: {
      at: [1, 640],
      by: "rep3",
      way: "email",
      planned: true,
      refused: "DNC_BLOCKED",
      subject: "One last number",
      body: "Hi,\n\none number before the quarter ends: two rejected loads fewer per month and depot.\n\nBob",
    },
  },
  {
    fits: ({ leaves }) => leaves === leaving[2],
    line: {
      at: 0.6,
      by: "rep1",
      way: "call",
      body: "Rang the number from the old fair list before I saw the entry. Apologised, will not happen again.",
    },
  },
  {
    fits: ({ company, phone, email }) => company.domain === "harrowgate.example" && phone !== null && email !== null,
    line: {
      at: [6, 575],
      by: "rep4",
      way: "call",
      planned: true,
      refused: "DNC_BLOCKED",
      body: "Wanted to ask about the new depot.",
    },
  },
  {
    fits: (plan) => isQuiet(plan, "lost"),
    line: {
      at: 0.3,
      by: "rep2",
      way: "email",
      direction: "inbound",
      subject: "Re: Temperature records",
      body: "Please take me off this list, I have said so to your colleague.",
    },
  },
  {
    fits: (plan) => isQuiet(plan, "qualified"),
    line: {
      at: 0.55,
      by: "rep4",
      way: "email",
      direction: "inbound",
      subject: "Re: Offer",
      body: "Nobody here deals with this any more. No further mail.",
    },
  },
  {
    fits: (plan) => isQuiet(plan, "conversing"),
    line: {
      at: 0.8,
      by: "rep1",
      way: "call",
      direction: "inbound",
      body: "Rang back: said do not ring this number, it is his private one.",
    },
  },
];

// Somebody in no headline and on no list, who can be reached.
function isQuiet(
  { key, company, status, leaves, today, email, phone, owner }: LeadPlan,
  wanted: LeadPlan["status"],
): boolean {
  const told =
    key === "ines-calder" ||
    headlines[key] ||
    leaves ||
    today !== undefined ||
    closedSince(company.domain) !== undefined;
  return status === wanted && !told && email !== null && phone !== null && owner !== null;
}
