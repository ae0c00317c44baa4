import type { DuplicateReason } from "@/lib/duplicates/schema";

const WORDS: Record<DuplicateReason, string> = {
  email: "the same email",
  phone: "the same phone",
  linkedin: "the same LinkedIn",
  name_company: "nearly the same name and company",
};

/** Why two leads may be one person, for people. */
export const reasonWords = (reasons: readonly DuplicateReason[]) => reasons.map((one) => WORDS[one]).join(", ");
