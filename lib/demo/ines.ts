import { companies } from "./companies";
import type { Line } from "./lines";
import type { LeadPlan } from "./people";

/**
 * The lead that shows everything at once to rep1, who owns her: email waits, LinkedIn is free, the call is taken by a colleague,
 * text messages are blocked.
 */
export const ines: LeadPlan[] = companies
  .filter(({ name }) => name === "Larkfield Foods")
  .map((company) => ({
    key: "ines-calder",
    first: "Ines",
    last: "Calder",
    title: "Head of Logistics",
    company,
    email: "ines.calder@larkfield.example",
    phone: "+1 617 555 0142",
    linkedin: "ines-calder",
    source: "Cold chain fair",
    tags: ["cold chain", "decision maker", "holiday peak"],
    owner: "rep1",
    by: "rep1",
    status: "conversing",
  }));

/** When she was added, in working days before today and minutes of the day. */
export const inesBegins: [number, number] = [90, 605];

const alarms = "Three depots, one list of alarms";
const rollout = "Rollout dates for the Worcester depot";

export const inesLines: readonly Line[] = [
  {
    at: [89, 615],
    by: "rep1",
    way: "mail",
    subject: alarms,
    body: "Hi Ines,\n\nyou run three depots and each has its own alarms. We merge them and keep only those that need a person within ten minutes.\n\nOpen to a short call this week?\n\nDana",
  },
  {
    at: [84, 590],
    by: "rep1",
    way: "call",
    body: "Voicemail. Said that the mail of last week has an example in it, nothing more.",
  },
  {
    at: [82, 600],
    by: "rep1",
    way: "mail",
    subject: alarms,
    body: "Hi Ines,\n\none thing I forgot: five vehicles in Boston, no contract, four weeks. If nothing changes, nothing happened.\n\nDana",
  },
  {
    at: [79, 655],
    by: "rep2",
    way: "sms",
    planned: true,
    body: "Hi Ines, Alice from Fernway. Dana is away this week, may I ring you about the alarms?",
  },
  {
    at: [79, 671],
    by: "rep2",
    way: "sms",
    direction: "inbound",
    body: "Please no text messages on this number. Mail is fine.",
  },
  {
    at: [21, 690],
    by: "rep4",
    way: "other",
    body: "Talked at our booth for ten minutes, she brought photos of the Worcester dock. Knows two of our customers.",
  },
  {
    at: [9, 620],
    by: "rep4",
    way: "linkedin",
    planned: true,
    body: "Hi Ines, the two customers you asked about at the fair both said yes. Shall I introduce you?",
  },
  {
    at: [8, 684],
    by: "rep4",
    way: "linkedin",
    direction: "inbound",
    body: "Please do, the one in Providence first. And talk to Alice, we are planning a demo.",
  },
  {
    at: [7, 572],
    by: "rep2",
    way: "call",
    answered: true,
    body: "Ten minutes. Demo next day with four people; the question is Worcester before the holiday peak.",
  },
  {
    at: [6, 930],
    by: "rep2",
    way: "meeting",
    answered: true,
    body: "Demo of the cold chain module, 60 min. Wants parallel running; price sheet per vehicle, not per seat.",
  },
  {
    at: [4, 675],
    by: "rep2",
    way: "mail",
    subject: rollout,
    body: "Hi Ines,\n\nthank you for the hour last week. As promised, the outline for Worcester and the two open questions on driver phones and on the old cooling units.\n\nAlice",
  },
  {
    at: [4, 962],
    by: "rep2",
    way: "mail",
    direction: "inbound",
    subject: rollout,
    body: "Looks right in principle. Send me the dates once they are firm, I have the board on the 24th and need one page, not ten.\n\nInes",
  },
  {
    at: [2, 624],
    by: "rep2",
    way: "mail",
    subject: rollout,
    body: "Hi Ines,\n\nfollowing up on the demo last week. We can have the Worcester depot live before the holiday peak, with two vans in parallel for the first fortnight. The one page for your board is attached.\n\nAlice",
  },
  {
    at: { minutesAgo: 14 },
    by: "rep2",
    way: "call",
    body: "Left a voicemail: will send the go-live dates in writing on Friday.",
  },
];
