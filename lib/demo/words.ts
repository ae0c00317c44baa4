import { trades } from "./companies";
import type { LeadPlan } from "./people";

/** A text with its braces filled for one lead and the rep who signs. */
export function fill(text: string, { first, last, company }: LeadPlan, me: string): string {
  const words: Record<string, string | number> = {
    first,
    last,
    me: me.split(" ")[0] ?? me,
    company: company.name,
    city: company.place.city,
    goods: trades[company.trade],
    vehicles: company.vehicles,
    depots: company.depots === 1 ? "one" : company.depots,
  };
  return text
    .replace(/\{(\w+)\}/g, (brace, word: string) => String(words[word] ?? brace))
    .replace("one depots", "one depot");
}
