"use client";

import { useRouter } from "next/navigation";
import { GoalsButton } from "@/components/goals/goals-button";
import type { SettingsAction } from "@/components/settings/use-action";
import { useShortcuts } from "@/components/shell/keyboard";
import { KeysFooter } from "@/components/shell/keys-footer";
import { TopBar } from "@/components/shell/top-bar";
import { EmptyState } from "@/components/ui/empty-state";
import type { Day, DayItem } from "@/lib/daily-outreach/schema";
import type { ChangeGoalsInput, Goals } from "@/lib/goals/schema";
import { FillDay } from "./fill-day";
import { TodayItem } from "./today-item";
import { TodayList } from "./today-list";
import { finishWord, SKIP_REASONS } from "./today-words";
import { type DayDoors, useDay } from "./use-day";

type Named = { id: string; name: string };
type Props = {
  day: Day;
  goals: Goals;
  userId: string;
  segments: Named[];
  templates: Named[];
  campaigns: Named[];
  doors: DayDoors & { goals: SettingsAction<ChangeGoalsInput, Goals> };
};

/** The whole day by keyboard: the list on the left, one person on the right, and the next one after each. */
export function TodayScreen({ day: first, goals, userId, segments, templates, campaigns, doors }: Props) {
  const router = useRouter();
  const { day, item, choose, textOf, write, campaignOf, count, problem, ...ways } = useDay(first, doors);
  const { finish, skip, snooze, fill } = ways;
  const place = day.data.findIndex((one) => one.id === item?.id);
  const step = (by: number) => choose(day.data[place + by]?.id ?? item?.id ?? null);
  const open = item?.status === "open" ? item : null;
  const putOff = () => open && snooze(open, tomorrow());
  useShortcuts([
    { keys: "j", label: "Next", group: "Today", run: () => step(1) },
    { keys: "k", label: "Back", group: "Today", run: () => step(-1) },
    { keys: "mod+Enter", label: "Send or done, next", group: "Today", run: () => open && void finish(open) },
    { keys: "t", label: "Tomorrow", group: "Today", run: () => void putOff() },
    {
      keys: "e",
      label: "Edit the text",
      group: "Today",
      run: () => document.querySelector<HTMLElement>("[name=day-text]")?.focus(),
    },
    { keys: "o", label: "Open lead", group: "Today", run: () => item && router.push(`/leads/${item.lead.id}`) },
    ...SKIP_REASONS.map((reason, nth) => ({
      keys: `x ${nth + 1}`,
      label: `Skip: ${reason}`,
      group: "Today",
      run: () => open && void skip(open, reason),
    })),
  ]);
  return (
    <>
      <TopBar title="Today">
        <output className="t2 num whitespace-nowrap">
          {day.done} of {day.total} done
        </output>
        <GoalsButton goals={goals} userId={userId} done={day.done} change={doors.goals} />
        <FillDay {...{ segments, templates, campaigns, fill }} campaign={day.campaign} />
      </TopBar>
      {day.data.length === 0 ? (
        <div className="scroll">
          <EmptyState title="Nothing is planned for today">
            Fill the day with who waits for an answer, who did not answer, and a segment. What sequences ask of you
            comes here by itself.
          </EmptyState>
        </div>
      ) : (
        <div className="today-board">
          <TodayList items={day.data} chosen={item?.id ?? null} choose={choose} />
          <div className="scroll">
            {item ? (
              <TodayItem
                key={item.id}
                item={item}
                userId={userId}
                text={textOf(item)}
                write={(text) => write(item, text)}
                campaigns={campaigns}
                campaignId={campaignOf(item)}
                count={(id) => count(item, id)}
                problem={problem}
                finish={() => void finish(item)}
                skip={(reason) => void skip(item, reason)}
                snooze={() => void putOff()}
              />
            ) : (
              <EmptyState title="All done for today">Fill the day again, or look at the leads.</EmptyState>
            )}
          </div>
        </div>
      )}
      <KeysFooter hints={hintsOf(open)} />
    </>
  );
}

const hintsOf = (open: DayItem | null) => [
  { keys: ["j", "k"], label: "Move" },
  ...(open ? [{ keys: ["mod+Enter"], label: finishWord(open) }] : []),
  { keys: ["x", "1"], label: "Skip" },
  { keys: ["t"], label: "Tomorrow" },
  { keys: ["e"], label: "Edit" },
  { keys: ["o"], label: "Open lead" },
];

// The same hour of the next day; the day itself is the organization's.
function tomorrow(): string {
  const at = new Date();
  at.setDate(at.getDate() + 1);
  at.setHours(6, 0, 0, 0);
  return at.toISOString();
}
