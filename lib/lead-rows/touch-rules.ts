import { cutText } from "@/lib/core/text-rules";
import type { RowProblem } from "@/lib/lead-files/schema";
import { readDate } from "./date-rules";
import type { DateOrder, DraftTouch, LeadDraft } from "./schema";
import { channelNamed, oneLine } from "./value-rules";

type Cell = { column: string; value: string };
type Read = { draft: LeadDraft; problems: RowProblem[] };

/** What a cell says of a touch, beside what others of its row said. */
const say = (draft: LeadDraft, part: Partial<DraftTouch>) => {
  draft.touch = { at: "", channel: "other", ...draft.touch, ...part };
};

export function readTouchTime({ draft, problems }: Read, { column, value }: Cell, order: DateOrder, now: Date): void {
  const at = readDate(value, order);
  if (at === null)
    problems.push({
      column,
      reason: `“${cutText(value, 40)}” is not a date as the rest of this column has them.`,
      suggestion: "Write a day that exists as 2024-02-29.",
    });
  else if (new Date(at) > now)
    problems.push({
      column,
      reason: "This date lies in the future.",
      suggestion: "Write when they were contacted, or empty the cell.",
    });
  else say(draft, { at });
}

export const readTouchChannel = ({ draft }: Read, { value }: Cell) => say(draft, { channel: channelNamed(value) });
export const readTouchSubject = ({ draft }: Read, { value }: Cell) =>
  say(draft, { subject: cutText(oneLine(value), 500) });
export const readTouchText = ({ draft }: Read, { value }: Cell) => say(draft, { text: cutText(value, 100_000) });
export const readTouchBy = ({ draft }: Read, { value }: Cell) => say(draft, { by: cutText(oneLine(value), 200) });

const inbound = new Set(
  "in inbound incoming received receive reply replied response eingehend empfangen eingang".split(" "),
);
const outbound = new Set("out outbound outgoing sent send ausgehend gesendet ausgang".split(" "));

export function readTouchDirection({ draft, problems }: Read, { column, value }: Cell): void {
  const [word = ""] = value.toLowerCase().split(/[\s_-]+/);
  if (inbound.has(word)) say(draft, { direction: "inbound" });
  else if (outbound.has(word)) say(draft, { direction: "outbound" });
  else
    problems.push({
      column,
      reason: `“${cutText(value, 40)}” is neither inbound nor outbound.`,
      suggestion: "Write inbound for what they sent, outbound for what you sent.",
    });
}

/** A touch without its day is none: a channel alone says nothing, words alone would be lost. */
export function endTouch(draft: LeadDraft): RowProblem[] {
  const { touch } = draft;
  if (touch?.at !== "") return [];
  draft.touch = null;
  if (!isTold(touch)) return [];
  return [
    {
      column: null,
      reason: "This row tells of a touch but not when it was.",
      suggestion: "Fill in the day, or leave the columns of the touch out.",
    },
  ];
}

/** Whether a row tells what was said, and not only that there was a last contact. */
export const isTold = ({ subject, text, direction, by }: DraftTouch) => Boolean(subject || text || direction || by);
