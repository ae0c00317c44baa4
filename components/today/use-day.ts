import { useRef, useState } from "react";
import type { SettingsAction } from "@/components/settings/use-action";
import { useWaiting } from "@/components/shell/waiting-provider";
import { showProblem, showToast } from "@/components/ui/toast";
import type { Day, DayItem } from "@/lib/daily-outreach/schema";
import type { Problem } from "@/lib/guard/schema";
import { answeringSubject } from "@/lib/texts/rules";
import { filledWords, isSent, nextAfter, notesOf } from "./today-words";

type Item = { item_id: string };
export type DayDoors = {
  fill: SettingsAction<{ segment_id?: string | null; template_id?: string | null; campaign_id?: string | null }, Day>;
  send: SettingsAction<
    Item & { subject?: string; body?: string; override_reason?: string; campaign_id?: string | null },
    Day & { sent: { id: string } }
  >;
  complete: SettingsAction<Item & { notes?: string; override_reason?: string; campaign_id?: string | null }, Day>;
  skip: SettingsAction<Item & { reason: string }, Day>;
  update: SettingsAction<Item & { subject?: string; body?: string; snoozed_until?: string | null }, Day>;
  undo: SettingsAction<Item, Day>;
};
/** What is written to somebody, and why it goes out in spite of a warning. */
export type Text = { subject: string; body: string; reason: string };

/** As long as a message waits before it leaves. */
const undoSeconds = 10;

export type Filling = { segmentId: string | null; templateId: string | null; campaignId?: string | null };
type Done = { words: string | ((day: Day) => string); id?: string; undo?: (() => void) | undefined };

/** The day on the screen: one thing at a time is done to it, and the place is kept. */
export function useDay(first: Day, doors: DayDoors) {
  const [day, setDay] = useState(first);
  const [chosen, setChosen] = useState<string | null>(first.data.find((one) => one.status === "open")?.id ?? null);
  const { textOf, write } = useTexts();
  const { chosenFor, ...counted } = useCounted();
  const [problem, setProblem] = useState<Problem | null>(null);
  const running = useRef(false);
  const { reload: countAnew } = useWaiting();
  const item = day.data.find((one) => one.id === chosen) ?? null;

  const run = async (
    work: () => Promise<{ ok: true; output: Day } | { ok: false; problem: Problem }>,
    { words, id, undo }: Done,
  ) => {
    if (running.current) return;
    running.current = true;
    const result = await work().finally(() => {
      running.current = false;
    });
    if (!result.ok) {
      setProblem(result.problem);
      if (!id) showProblem(result.problem.detail);
      return;
    }
    setProblem(null);
    setDay(result.output);
    countAnew();
    if (id) setChosen(nextAfter(day.data, result.output.data, id));
    else setChosen((now) => now ?? result.output.data.find((one) => one.status === "open")?.id ?? null);
    showToast({ message: said(words, result.output), onUndo: undo, seconds: undo ? undoSeconds : undefined });
  };
  const takeBack = (one: DayItem, words: string) => () =>
    void run(() => doors.undo({ item_id: one.id }), { words }).then(() => setChosen(one.id));
  const comesBack = (one: DayItem) => takeBack(one, `${one.lead.name} is open again`);
  const finish = (one: DayItem) => {
    const { reason, ...text } = textOf(one);
    const override = reason.trim() ? { override_reason: reason } : {};
    const asked = { item_id: one.id, ...override, ...chosenFor(one) };
    const [id, name] = [one.id, one.lead.name];
    if (isSent(one)) {
      const undo = comesBack(one);
      return run(() => doors.send({ ...asked, ...text }), {
        words: `To ${name}: it leaves in 10 seconds`,
        id,
        undo,
      });
    }
    const notes = notesOf(one, text.body);
    return run(() => doors.complete({ ...asked, ...notes }), { words: `${name} is done`, id });
  };
  const skip = (one: DayItem, reason: string) => {
    const words = `${one.lead.name} is skipped`;
    const undo = one.reason === "sequence" ? undefined : comesBack(one);
    return run(() => doors.skip({ item_id: one.id, reason }), { words, id: one.id, undo });
  };
  const snooze = (one: DayItem, until: string) => {
    const back = () => doors.update({ item_id: one.id, snoozed_until: null });
    const undo = () => void run(back, { words: `${one.lead.name} is open again` }).then(() => setChosen(one.id));
    const words = `${one.lead.name} comes back tomorrow`;
    const { subject, body } = textOf(one);
    const later = { item_id: one.id, snoozed_until: until, subject, body };
    return run(() => doors.update(later), { words, id: one.id, undo });
  };
  const fill = ({ segmentId, templateId, campaignId }: Filling) =>
    run(() => doors.fill({ segment_id: segmentId, template_id: templateId, campaign_id: campaignId }), {
      words: filledWords,
    });
  const choose = (id: string | null) => {
    setChosen(id);
    setProblem(null);
  };
  return { day, item, choose, textOf, write, ...counted, problem, finish, skip, snooze, fill };
}

const said = (words: Done["words"], day: Day) => (typeof words === "string" ? words : words(day));

/** What stands in the fields of each item, until then as it was prepared. */
function useTexts() {
  const [texts, setTexts] = useState<Record<string, Text>>({});
  const prepared = ({ subject, body, reply_to }: DayItem): Text => ({
    subject: subject ?? answeringSubject(reply_to?.subject),
    body: body ?? "",
    reason: "",
  });
  const textOf = (one: DayItem) => texts[one.id] ?? prepared(one);
  const write = (one: DayItem, text: Text) => setTexts((now) => ({ ...now, [one.id]: text }));
  return { textOf, write };
}

/** What somebody chose that an item is counted to, until then its day's or its sequence's. */
function useCounted() {
  const [chosen, setChosen] = useState<Record<string, string | null>>({});
  const chosenFor = ({ id }: DayItem) => (id in chosen ? { campaign_id: chosen[id] ?? null } : {});
  const campaignOf = (one: DayItem) => (one.id in chosen ? (chosen[one.id] ?? null) : (one.campaign?.id ?? null));
  const count = ({ id }: DayItem, campaignId: string | null) => setChosen((now) => ({ ...now, [id]: campaignId }));
  return { chosenFor, campaignOf, count };
}
