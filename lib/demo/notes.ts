import { addNote } from "@/lib/notes/add-note";
import type { Calendar } from "./calendar";
import { onceFree } from "./once-free";
import type { Who } from "./sign-ins";
import type { Stage } from "./teller";

/** What colleagues told one another about Larkfield; `ago` in working days before today. */
export const notes: readonly { key: string; by: Who; ago: number; minute: number; body: string }[] = [
  {
    key: "ines-calder",
    by: "rep2",
    ago: 9,
    minute: 612,
    body: "Their board meets on the first Tuesday of the month. Nothing is signed before that.",
  },
  {
    key: "ines-calder",
    by: "rep1",
    ago: 3,
    minute: 705,
    body: "Warren Pike signs, not Ines. @Alice Moreau, you know him from Nordvane: could you put in a word?",
  },
  {
    key: "ines-calder",
    by: "rep2",
    ago: 2,
    minute: 640,
    body: "Spoke to Warren at the fair. He is for it, as long as the reefers keep their own drivers.\nHe asked for numbers on fuel.",
  },
  {
    key: "erin-whit",
    by: "rep3",
    ago: 10,
    minute: 760,
    body: "She asked to be left alone, kindly. Her successor starts in spring.",
  },
];

export async function tellNotes(stage: Stage, calendar: Calendar, ids: ReadonlyMap<string, string>): Promise<void> {
  for (const [index, { key, by, ago, minute, body }] of notes.entries()) {
    const lead_id = ids.get(key);
    const ctx = stage.as(by, calendar.workday(ago, minute), `note ${index}`);
    if (lead_id) await onceFree(() => addNote(ctx, { lead_id, body }));
  }
}
