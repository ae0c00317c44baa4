import type { DuplicateReason } from "./schema";

/** What two leads have in common: kinds of address, how alike their names are (0 to 1), and whether their companies are one. */
export type Alike = { same: readonly DuplicateReason[]; likeness: number; sameCompany: boolean; named: boolean };

/** How much a common address alone says that two leads are one person: of ten phone numbers four are a switchboard's or a couple's. */
const weights: Record<DuplicateReason, number> = { email: 0.9, linkedin: 0.9, phone: 0.6, name_company: 0.85 };
/** Below it two names are two people's, however near their companies. */
export const leastLikeness = 0.6;
/** From here on somebody is asked. */
export const leastScore = 0.5;

/** How likely two leads are one person (0 to 1) and why; null when it is not worth asking. */
export function assessLikeness({ same, likeness, sameCompany, named }: Alike) {
  const reasons = [...same];
  if (sameCompany && likeness >= leastLikeness) reasons.push("name_company");
  const doubt = reasons.reduce(
    (left, reason) => left * (1 - weights[reason] * (reason === "name_company" ? likeness : 1)),
    1,
  );
  // One address under two names that have nothing in common: a family's, an assistant's, a number that was passed on.
  const score = (1 - doubt) * (named && likeness < 0.2 ? 0.7 : 1);
  return score >= leastScore ? { score: Math.round(score * 100) / 100, reasons } : null;
}
