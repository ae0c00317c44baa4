import { useRef, useState } from "react";
import type { SettingsAction } from "@/components/settings/use-action";
import { showProblem, showToast } from "@/components/ui/toast";
import type { Day, DayItem } from "@/lib/daily-outreach/schema";
import type { Problem } from "@/lib/guard/schema";
import { isSent, nextAfter } from "./today-words";

type Item = { item_id: string };
export type DayDoors = {
  fill: SettingsAction<{ segment_id?: string | null; template_id?: string | null }, Day>;
  send: SettingsAction<
    Item & { subject?: string; body?: string; override_reason?: string },
    Day & { sent: { id: string } }
  >;
  complete: SettingsAction<Item & { notes?: string; override_reason?: string }, Day>;
  skip: SettingsAction<Item & { reason: string }, Day>;
  update: SettingsAction<Item & { subject?: string; body?: string; snoozed_until?: string | null }, Day>;
  cancel: (id: string) => Promise<{ ok: boolean }>;
};
export type Text = { subject: string; body: string };

/** The day on the screen: one thing at a time is done to it, and the place is kept. */
export function useDay(first: Day, doors: DayDoors) {
  const [day, setDay] = useState(first);
  const [chosen, setChosen] = useState<string | null>(first.data.find((one) => one.status === "open")?.id ?? null);
  const [texts, setTexts] = useState<Record<string, Text>>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const running = useRef(false);
  const item = day.data.find((one) => one.id === chosen) ?? null;
  const textOf = (one: DayItem): Text => texts[one.id] ?? { subject: one.subject ?? "", body: one.body ?? "" };
  const write = (one: DayItem, text: Text) => setTexts((now) => ({ ...now, [one.id]: text }));

  const run = async (
    work: () => Promise<{ ok: true; output: Day } | { ok: false; problem: Problem }>,
    words: string,
    id?: string,
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
    if (id) setChosen(nextAfter(day.data, result.output.data, id));
    else setChosen((now) => now ?? result.output.data.find((one) => one.status === "open")?.id ?? null);
    showToast({ message: words });
  };
  const finish = (one: DayItem, overrideReason?: string) => {
    const text = textOf(one);
    const asked = { item_id: one.id, ...(overrideReason ? { override_reason: overrideReason } : {}) };
    const name = one.lead.name;
    return isSent(one)
      ? run(() => doors.send({ ...asked, ...text }), `To ${name}: it leaves in 10 seconds`, one.id)
      : run(
          () => doors.complete({ ...asked, ...(text.body && one.reason !== "sequence" ? { notes: text.body } : {}) }),
          `${name} is done`,
          one.id,
        );
  };
  const skip = (one: DayItem, reason: string) =>
    run(() => doors.skip({ item_id: one.id, reason }), `${one.lead.name} is skipped`, one.id);
  const snooze = (one: DayItem, until: string) =>
    run(
      () => doors.update({ item_id: one.id, snoozed_until: until, ...textOf(one) }),
      `${one.lead.name} comes back tomorrow`,
      one.id,
    );
  const fill = (segmentId: string, templateId: string) =>
    run(() => doors.fill({ segment_id: segmentId || null, template_id: templateId || null }), "The day is filled");
  const choose = (id: string | null) => {
    setChosen(id);
    setProblem(null);
  };
  return { day, item, choose, textOf, write, problem, finish, skip, snooze, fill };
}
