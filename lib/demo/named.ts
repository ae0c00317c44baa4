import type { LeadStatus } from "@/lib/leads/schema";
import { companies } from "./companies";
import { plainLetters } from "./names";
import type { LeadPlan } from "./people";
import type { Who } from "./sign-ins";

// The people a visitor meets first. Name, title, company, status, owner, who works on it.
const rows: [string, string, string, LeadStatus, Who | null, Who][] = [
  ["Paul Ferrant", "CFO", "Larkfield Foods", "contacted", "rep3", "rep3"],
  ["Rosa Delgado", "Depot Manager", "Larkfield Foods", "conversing", "rep4", "rep4"],
  ["Ken Ashby", "IT Director", "Larkfield Foods", "enriched", "rep1", "rep1"],
  ["Erin Whit", "Buyer", "Larkfield Foods", "contacted", "rep3", "rep3"],
  ["Omar Reyes", "Fleet Director", "Tessel Freight", "contacted", "rep1", "rep1"],
  ["Hannah Lindqvist", "VP Supply Chain", "Nordvane", "qualified", "rep4", "rep4"],
  ["Marcus Obi", "Director of Distribution", "Pale Harbor Logistics", "contacted", "rep2", "rep2"],
  ["Sofia Brandt", "Warehouse Operations Lead", "Umbra Cold Storage", "conversing", "rep1", "rep1"],
  ["Daniel Kessler", "COO", "Kessler & Rowe", "contacted", "rep3", "rep3"],
  ["Yuki Arakawa", "Cold Chain Manager", "Asagao Retail", "enriched", "rep4", "rep4"],
  ["Leila Farouk", "Head of Logistics", "Delta Basin Supply", "proposal", "rep1", "rep1"],
  ["Peter Novak", "Transport Planner", "Brightmoor Dairy", "contacted", "rep2", "rep2"],
  ["Grace Abara", "Head of Purchasing", "Coppergate Wholesale", "conversing", "rep1", "rep1"],
  ["Tomas Silva", "Food Safety Director", "Ponte Verde", "contacted", "rep1", "rep1"],
  ["Emily Stroud", "VP Supply Chain", "Haldane Grocers", "qualified", "rep2", "rep2"],
  ["Victor Anand", "Procurement Manager", "Saffron Lane", "contacted", "rep1", "rep1"],
  ["Ruth Okonjo", "Head of Logistics", "Lowell & Finch", "on_ice", "rep3", "rep3"],
  ["Andrei Popescu", "Fleet Director", "Carpathia Parts", "contacted", "rep3", "rep3"],
  ["Clara Jensen", "Depot Manager", "Skovby Bakeries", "conversing", "rep4", "rep4"],
  ["Noah Whitlock", "COO", "Whitlock Transport", "contacted", "rep1", "rep2"],
  ["Amira Saleh", "Quality Assurance Manager", "Jade Coast Imports", "new", null, "rep4"],
  ["Felix Baumann", "Cold Chain Manager", "Rheintal Pharma", "proposal", "rep2", "rep2"],
];

/** They have been left alone for a while, so that what happens today happens by the rules. */
const quiet = 12;

export const named: readonly LeadPlan[] = rows.flatMap(([name, title, companyName, status, owner, by], index) => {
  const company = companies.find((one) => one.name === companyName);
  const [first = "", last = ""] = name.split(" ");
  if (!company) return [];
  const slug = `${plainLetters(first)}-${plainLetters(last)}`;
  return [
    {
      key: slug,
      first,
      last,
      title,
      company,
      email: `${slug.replace("-", ".")}@${company.domain}`,
      phone: index % 6 === 2 ? null : company.place.phone(90 - index),
      linkedin: index % 5 === 4 ? null : slug,
      source: ["Cold chain fair", "Referral", "Website demo request"][index % 3] ?? "Referral",
      tags: index % 4 === 1 ? ["cold chain", "decision maker"] : ["cold chain"],
      owner,
      by,
      status,
      quiet,
    },
  ];
});
