"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useShortcuts } from "@/components/shell/keyboard";
import { KeysFooter } from "@/components/shell/keys-footer";
import { TopBar } from "@/components/shell/top-bar";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Select } from "@/components/ui/select";
import type { Day } from "@/lib/daily-outreach/schema";
import { TodayItem } from "./today-item";
import { TodayList } from "./today-list";
import { SKIP_REASONS } from "./today-words";
import { type DayDoors, useDay } from "./use-day";

type Named = { id: string; name: string };
type Props = { day: Day; userId: string; segments: Named[]; templates: Named[]; doors: DayDoors };

/** The whole day by keyboard: the list on the left, one person on the right, and the next one after each. */
export function TodayScreen({ day: first, userId, segments, templates, doors }: Props) {
  const router = useRouter();
  const { day, item, choose, textOf, write, problem, finish, skip, snooze, fill } = useDay(first, doors);
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
        <output className="t2 num">
          {day.done} of {day.total} done
        </output>
        <FillDay segments={segments} templates={templates} fill={fill} />
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
                problem={problem}
                finish={(reason) => void finish(item, reason)}
                skip={(reason) => void skip(item, reason)}
                snooze={() => void putOff()}
              />
            ) : (
              <EmptyState title="All done for today">Fill the day again, or look at the leads.</EmptyState>
            )}
          </div>
        </div>
      )}
      <KeysFooter hints={HINTS} />
    </>
  );
}

type FillProps = { segments: Named[]; templates: Named[]; fill: (segmentId: string, templateId: string) => void };

function FillDay({ segments, templates, fill }: FillProps) {
  const [segment, setSegment] = useState("");
  const [template, setTemplate] = useState("");
  const options = (none: string, list: Named[]) => [
    { value: "", label: none },
    ...list.map((one) => ({ value: one.id, label: one.name })),
  ];
  return (
    <>
      {segments.length > 0 ? (
        <Select
          aria-label="Segment"
          frame="bar"
          className="wide"
          value={segment}
          options={options("No segment", segments)}
          onChange={(event) => setSegment(event.target.value)}
        />
      ) : null}
      {templates.length > 0 ? (
        <Select
          aria-label="Template"
          frame="bar"
          className="wide"
          value={template}
          options={options("No template", templates)}
          onChange={(event) => setTemplate(event.target.value)}
        />
      ) : null}
      <Button onClick={() => fill(segment, template)}>Fill the day</Button>
    </>
  );
}

const HINTS = [
  { keys: ["j", "k"], label: "Move" },
  { keys: ["mod+Enter"], label: "Send, next" },
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
