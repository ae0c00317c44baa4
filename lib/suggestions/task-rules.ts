import { cutText } from "@/lib/core/text-rules";
import { dayAt } from "@/lib/outreach-items/rules";
import { dayBegun } from "@/lib/quiet-hours/rules";
import { dateWords, timeWords } from "./rules";
import type { Content, SuggestionType } from "./schema";

export type Task = {
  /** how it is done; null: it is only ticked off */
  channel: string | null;
  why: string;
  dueAt: Date;
  /** when it begins to stand in the day; null: at once */
  shownFrom: Date | null;
};

const channelOfAction = { SEND_EMAIL: "email", REPLY: "email", SCHEDULE_CALL: "call", TASK: null } as const;

/** What a suggestion that sends nothing asks of whoever takes it on: a call stands in the day for which it is suggested, everything else at once. */
export function taskOf(type: SuggestionType, content: Content, zone: string, now: Date): Task {
  if ("suggested_times" in content) {
    const [first] = content.suggested_times.filter((at) => Date.parse(at) > now.getTime()).sort(inTime);
    const dueAt = first ? new Date(first) : now;
    const begun = dayBegun([zone], dayAt(zone, dueAt));
    const why = `A call of ${content.duration} minutes (${content.meeting_type})${first ? `, suggested for ${timeWords(first, zone)}` : ""}`;
    return { channel: "call", why, dueAt, shownFrom: begun > now ? begun : null };
  }
  if ("suggested_action" in content)
    return {
      channel: channelOfAction[content.suggested_action],
      why: cutText(content.reason, 500),
      dueAt: now,
      shownFrom: null,
    };
  if (!("title" in content)) throw new Error(`A ${type} is sent, not taken on`);
  const by = content.due ? `, by ${dateWords(content.due)}` : "";
  const dueAt = content.due ? dayBegun([zone], content.due) : now;
  return { channel: null, why: `${cutText(content.title, 450)}${by}`, dueAt, shownFrom: null };
}

const inTime = (a: string, b: string) => Date.parse(a) - Date.parse(b);
