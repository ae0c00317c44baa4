import type { Company } from "./companies";
import { plainLetters } from "./names";
import type { LeadPlan } from "./people";
import { places } from "./places";

const reps = ["rep1", "rep2", "rep3", "rep4"] as const;
const titles = ["Fleet Director", "Head of Logistics", "COO", "Transport Planner"] as const;

// First and last name, company, place, vehicles.
const rows: readonly [string, string, string, keyof typeof places, number][] = [
  ["Odile", "Marsh", "Hudson Bend Carriers", "newYork", 42],
  ["Ruben", "Castellan", "Passaic Reefer Lines", "newark", 58],
  ["Greta", "Holloway", "Three Rivers Haulage", "philadelphia", 31],
  ["Imani", "Boateng", "Peach State Chill", "atlanta", 77],
  ["Pavel", "Drozd", "North Shore Cartage", "boston", 24],
  ["Lorna", "Whitby", "Biscayne Cold Freight", "miami", 36],
  ["Tomas", "Ekdahl", "Lake Effect Logistics", "chicago", 90],
  ["Salma", "Idrissi", "Twin Harbor Transport", "minneapolis", 45],
  ["Keir", "Dunmore", "Bayou Ice and Freight", "houston", 63],
  ["Noor", "Rahimi", "Front Range Reefers", "denver", 28],
  ["Vera", "Anholt", "Catskill Dairy Haul", "newYork", 39],
  ["Joaquin", "Prieto", "Gulf Line Chilled", "houston", 52],
  ["Hattie", "Lindgren", "Pine Barrens Freight", "newark", 33],
  ["Marek", "Sobol", "Motor City Cold", "detroit", 47],
  ["Adaeze", "Nwankwo", "Fulton Market Movers", "chicago", 26],
  ["Colm", "Farrelly", "Charles River Chill", "boston", 29],
];

/** Sixteen small carriers off a list, a new company each, in the order in which they are enrolled. */
export const listed: readonly LeadPlan[] = rows.map(([first, last, name, place, vehicles], nth) => {
  const domain = `${name.toLowerCase().replace(/[^a-z]/g, "")}.example`;
  const company: Company = { name, domain, place: places[place], trade: "carrier", vehicles, depots: 2 };
  const by = reps[nth % reps.length] ?? "rep1";
  return {
    key: `listed-${nth}`,
    first,
    last,
    title: titles[nth % titles.length] ?? "COO",
    company,
    email: `${plainLetters(first)}.${plainLetters(last)}@${domain}`,
    phone: places[place].phone(80 + nth),
    linkedin: `${plainLetters(first)}-${plainLetters(last)}`,
    source: "List: reefer fleets",
    tags: ["cold chain"],
    owner: by,
    by,
    status: "contacted",
  };
});
