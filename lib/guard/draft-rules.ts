import type { DraftFact } from "@/lib/drafts/queries";
import type { OutreachFacts, Rule } from "./fact-rules";

export const nobodyElseWrites: Rule = {
  code: "DRAFT_CLAIMED",
  result: "warn",
  overridableFrom: "rep",
  passes: "No colleague is writing to them.",
  find: (facts, channel, asker) => {
    const draft = draftOf(facts, asker.userId, channel.group);
    if (!draft) return null;
    const holder = { user: draft.user, at: draft.since, channel: channel.code, subject: null, excerpt: null };
    return { message: `${draft.user?.name ?? "A colleague"} is writing to them now.`, holder, until: draft.until };
  },
};

/** The earliest draft of a colleague; on one channel group when it is given. */
export const draftOf = (facts: OutreachFacts, userId: string, group?: string): DraftFact | undefined =>
  facts.drafts.find((one) => one.userId !== userId && (group === undefined || one.group === group));
