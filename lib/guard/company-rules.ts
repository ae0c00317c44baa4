import { plusSeconds } from "@/lib/core/time";
import { type Rule, touchSentence } from "./fact-rules";
import { reachVerb, relativeTime, waitingNoun } from "./wording-rules";

const daySeconds = 86_400;

/** The ceiling of people in play, where an admin set one: it asks about new people, never about one who is in play already. */
export const companyHasRoom: Rule = {
  code: "COMPANY_LIMIT",
  result: "block",
  overridableFrom: "manager",
  passes: "The company has room for one more person in play.",
  find: ({ settings, company }) => {
    const limit = settings["guard.company.limit"];
    if (limit === null || company.itself || company.others < limit) return null;
    const people = limit === 1 ? "1 person is" : `${limit} people are`;
    return { message: `${people} in play at this company already, and that is the ceiling. Finish with one first.` };
  },
};

/**
 * A colleague reached out to somebody else at the same company or corporate domain. One's own touches do not warn, and neither do
 * answers in a conversation; what this very person received is the other rules' to say.
 */
export const companyRested: Rule = {
  code: "COMPANY_RECENT",
  result: "warn",
  overridableFrom: "rep",
  passes: "No colleague contacted this company in the last days.",
  find: ({ settings, company }, _channel, asker, at) => {
    const touch = company.recent.find((one) => one.user?.id !== asker.userId);
    if (!touch) return null;
    const until = plusSeconds(touch.at, settings["guard.company.window_days"] * daySeconds);
    const who = touch.hidden ? "A colleague" : (touch.user?.name ?? "Somebody");
    if (touch.waiting) {
      const what = touch.hidden ? "a message" : waitingNoun(touch.channel);
      return { message: `${who} has ${what} to somebody at this company waiting to go.`, holder: touch, until };
    }
    const did = touch.hidden ? "contacted" : reachVerb(touch.channel);
    const message = `${who} ${did} somebody at this company ${touch.hidden ? "lately" : relativeTime(touch.at, at)}.`;
    return { message, holder: touch, until };
  },
};

/** Enough touches to one person over all channels, by their lead and every address that is theirs alone. */
export const personRested: Rule = {
  code: "TOO_MANY_TOUCHES",
  result: "warn",
  overridableFrom: "rep",
  passes: "Not too many touches over all channels.",
  find: ({ settings, person }, _channel, _asker, at) => {
    const limit = settings["guard.touches.limit"];
    const [newest] = person;
    const oldest = person[limit - 1];
    if (limit === 0 || !newest || !oldest) return null;
    const days = settings["guard.touches.window_days"];
    const times = limit === 1 ? "once" : `${limit} times`;
    const message = `Contacted ${times} within ${days === 1 ? "a day" : `${days} days`} over all channels; last, ${touchSentence(newest, at)}.`;
    return { message, holder: newest, until: plusSeconds(oldest.at, days * daySeconds) };
  },
};
