"use client";

import { useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { TYPE_NAMES } from "@/components/suggestions/suggestion-words";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import { type Autonomy, type ChangeAutonomyInput, LEVELS, type Level, levelSchema } from "@/lib/autonomy/schema";
import { LEVEL_NAMES } from "./autonomy-words";

type Row = Autonomy["data"][number];
type Typed = { level: Level; limit: string };
type Props = {
  title: string;
  says: string;
  rows: Row[];
  /** whose wish it is: one's own, or the ceiling for everybody */
  whose: "mine" | "ceiling";
  mayChange: boolean;
  change: SettingsAction<ChangeAutonomyInput, Autonomy>;
};

/** A level and a limit of the day for each kind of suggestion. */
export function AutonomyForm({ title, says, rows, whose, mayChange, change }: Props) {
  const [typed, setTyped] = useState<Record<string, Typed>>({});
  const { run, busy, problem } = useAction(change, () => {
    setTyped({});
    showToast({ message: `${title}: saved` });
  });
  const shown = (row: Row): Typed =>
    typed[row.action] ?? { level: row[whose].level, limit: String(row[whose].day_limit) };
  const put = (row: Row, part: Partial<Typed>) =>
    setTyped((now) => ({ ...now, [row.action]: { ...(now[row.action] ?? shown(row)), ...part } }));
  const changes = changesOf(rows, whose, shown);
  return (
    <form
      className="panel"
      noValidate
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        if (Object.keys(changes).length > 0) run(changes);
      }}
    >
      <header>
        <h2>{title}</h2>
      </header>
      <fieldset className="form min-w-0 p-3" disabled={!mayChange}>
        <p className="t2">{says}</p>
        {problem ? (
          <Note tone="bad">
            {problem.errors?.map((one) => one.message).join(" ") || problem.detail} What you chose is kept.
          </Note>
        ) : null}
        <ul className="grid gap-3">
          {rows.map((row) => (
            <ActionRow key={row.action} {...{ row, whose, typed: shown(row) }} put={(part) => put(row, part)} />
          ))}
        </ul>
        <div>
          <Button type="submit" variant="primary" size="form" busy={busy} disabled={Object.keys(changes).length === 0}>
            Save
          </Button>
        </div>
      </fieldset>
    </form>
  );
}

type RowProps = { row: Row; whose: Props["whose"]; typed: Typed; put: (part: Partial<Typed>) => void };

function ActionRow({ row, whose, typed, put }: RowProps) {
  const name = TYPE_NAMES[row.action];
  const above = (level: Level) => whose === "mine" && LEVELS.indexOf(level) > LEVELS.indexOf(row.ceiling.level);
  const lowered = whose === "mine" && row.effective.level !== typed.level && above(typed.level);
  return (
    <li className="grid gap-1">
      <div className="row g8 flex-wrap">
        <span className="m w-24">{name}</span>
        <Select
          aria-label={`${name}: how far`}
          value={typed.level}
          onChange={(event) => put({ level: levelSchema.parse(event.target.value) })}
          className="max-w-44"
          options={LEVELS.filter((level) => !above(level) || level === typed.level).map((level) => ({
            value: level,
            label: LEVEL_NAMES[level],
          }))}
        />
        {typed.level === "automatic" ? (
          <span className="row g8 t2">
            at most
            <Input
              aria-label={`${name}: a day at most`}
              inputMode="numeric"
              className="w-16"
              value={typed.limit}
              onChange={(event) => put({ limit: event.target.value })}
            />
            a day
          </span>
        ) : null}
        {whose === "mine" && row.used_today > 0 ? <span className="t3 sm">{row.used_today} today so far</span> : null}
      </div>
      {lowered ? (
        <p className="hint">An admin allows: {LEVEL_NAMES[row.ceiling.level].toLowerCase()}. That holds.</p>
      ) : null}
    </li>
  );
}

function changesOf(rows: Row[], whose: Props["whose"], shown: (row: Row) => Typed): ChangeAutonomyInput {
  const changed = rows.flatMap((row) => {
    const { level, limit } = shown(row);
    const before = row[whose];
    // What is no number is sent as it is and refused with words.
    const day_limit = limit.trim() === "" ? Number.NaN : Number(limit);
    return level === before.level && day_limit === before.day_limit
      ? []
      : [[row.action, { level, day_limit }] as const];
  });
  return Object.fromEntries(changed);
}
