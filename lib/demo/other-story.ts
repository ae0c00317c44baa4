import type { Line } from "./lines";
import type { LeadPlan } from "./people";
import { places } from "./places";

type Row = [name: string, title: string, company: string, domain: string, place: keyof typeof places, Line[]];

const rep1 = { by: "rep1" } as const;

/** The neighbour behind the wall: lens inspection, twelve leads, one of whom Fernway knows too. */
const rows: Row[] = [
  [
    "Hannah Lindqvist",
    "VP Supply Chain",
    "Nordvane",
    "nordvane.example",
    "gothenburg",
    [
      {
        ...rep1,
        at: [12, 560],
        way: "mail",
        subject: "Cameras on the filleting line",
        body: "Dear Hannah,\n\nour inspection units see a scratched lens before the picture gets soft. May I show you one on your filleting line?\n\nSamuel",
      },
      {
        ...rep1,
        at: [11, 640],
        way: "mail",
        direction: "inbound",
        subject: "Cameras on the filleting line",
        body: "Hello Samuel, the line is not mine. I passed it on to Anders.\n\nHannah",
      },
    ],
  ],
  [
    "Anders Dahl",
    "Plant Manager",
    "Nordvane",
    "nordvane.example",
    "gothenburg",
    [
      {
        ...rep1,
        at: [9, 600],
        way: "call",
        answered: true,
        body: "Three cameras, cleaned daily, nobody knows when they were last measured. Wants a visit.",
      },
    ],
  ],
  [
    "Petra Hoffmann",
    "Head of Quality",
    "Linsenwerk Saale",
    "linsenwerk.example",
    "hamburg",
    [
      {
        ...rep1,
        at: [6, 570],
        way: "email",
        planned: true,
        subject: "Ten lenses, free of charge",
        body: "Dear Ms Hoffmann,\n\nsend us ten lenses and we send back ten protocols. If they say what you know already, keep them.\n\nSamuel Adeyemi",
      },
    ],
  ],
  [
    "Jean-Luc Besson",
    "Production Director",
    "Optique du Rhône",
    "optiquerhone.example",
    "lyon",
    [
      {
        ...rep1,
        at: [4, 585],
        way: "linkedin",
        planned: true,
        body: "Bonjour Jean-Luc, your talk on coating was the best of the day. Could I ask you about the last slide?",
      },
      {
        ...rep1,
        at: [3, 690],
        way: "linkedin",
        direction: "inbound",
        body: "Of course. It is the slide everybody asks about.",
      },
    ],
  ],
  ["Marta Nowak", "Purchasing", "Soczewka", "soczewka.example", "munich", []],
  [
    "Ewan Kirkwood",
    "Engineering Lead",
    "Lochview Optics",
    "lochview.example",
    "leeds",
    [
      {
        ...rep1,
        at: 0.4,
        way: "call",
        body: "Voicemail. Measurement head fits their bench, said so and nothing else.",
      },
    ],
  ],
  ["Yael Katz", "CTO", "Prisma Sight", "prismasight.example", "london", []],
  [
    "Stefan Reinhardt",
    "Werkleiter",
    "Glashütte Nord",
    "glashuette.example",
    "hamburg",
    [
      {
        ...rep1,
        at: [15, 620],
        way: "meeting",
        answered: true,
        body: "Tour of the grinding hall, 90 min. Two lines, one shift, one man who sees everything. He retires in May.",
      },
    ],
  ],
  ["Chiara Conti", "Quality Engineer", "Ottica Levante", "otticalevante.example", "munich", []],
  [
    "Tunde Balogun",
    "Managing Director",
    "Clearline Instruments",
    "clearline.example",
    "london",
    [
      {
        ...rep1,
        at: [2, 600],
        way: "email",
        planned: true,
        subject: "Rental instead of purchase",
        body: "Hello Tunde,\n\nas you asked: the unit for rent, by the month, service included.\n\nSamuel",
      },
    ],
  ],
  ["Signe Kjeldsen", "Head of R&D", "Fyrlys", "fyrlys.example", "gothenburg", []],
  ["Aoife Brennan", "Operations", "Liffey Lens", "liffeylens.example", "dublin", []],
];

export const otherStory: readonly { plan: LeadPlan; lines: Line[]; begins: [number, number] }[] = rows.map(
  ([name, title, company, domain, place, lines], index) => {
    const [first = "", last = ""] = name.split(" ");
    const address = name.toLowerCase().replace(" ", ".");
    const plan: LeadPlan = {
      key: `neighbour-${index}`,
      first,
      last,
      title,
      company: { name: company, domain, place: places[place], trade: "dry", vehicles: 0, depots: 0 },
      email: `${address}@${domain}`,
      phone: index % 3 === 2 ? null : places[place].phone(60 + index),
      linkedin: index % 2 === 0 ? null : address.replace(".", "-"),
      source: "Optics fair",
      tags: ["inspection"],
      owner: index % 4 === 3 ? null : "rep1",
      by: "rep1",
      status: "contacted",
    };
    return { plan, lines, begins: [20 + index, 560 + index * 7] };
  },
);
