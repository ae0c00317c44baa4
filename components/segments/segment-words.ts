import type { LeadCount, Visibility } from "@/lib/segments/schema";

export const VISIBILITY_WORDS: Record<Visibility, string> = {
  private: "Only me",
  team: "My team",
  public: "Everybody",
};

export const leadCountWords = ({ count, exact }: LeadCount) =>
  `${exact ? "" : "About "}${count.toLocaleString("en")} ${count === 1 ? "lead" : "leads"}`;
