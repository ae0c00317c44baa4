"use client";

import type { FormEvent } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { DialogClose } from "@/components/ui/dialog";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { type ChangeGoalsInput, type Goals, MEASURES } from "@/lib/goals/schema";
import { goalWords, MEASURE_NAMES, sentWords, streakWords } from "./goal-words";

type Props = { goals: Goals; change: SettingsAction<ChangeGoalsInput, Goals>; done: (goals: Goals) => void };

/** How far each goal is, the goals to change, and whether colleagues see them. */
export function GoalsForm({ goals, change, done }: Props) {
  const { run, busy, problem } = useAction(change, done);
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const target = (name: string) => (String(typed.get(name) ?? "").trim() === "" ? null : Number(typed.get(name)));
    const [touches, people, calls] = MEASURES.map(target);
    run({ touches, people, calls, shared: typed.has("shared") });
  };
  const wrong = problem && !problem.errors?.length ? problem.detail : null;
  return (
    <form noValidate onSubmit={save}>
      <div className="body form">
        {wrong ? <Note tone="bad">{wrong}</Note> : null}
        <p className="t2">
          {streakWords(goals.streak)}. {sentWords(goals)}Counted by the clock of {goals.timezone.replaceAll("_", " ")}.
        </p>
        <div className="goals">
          {MEASURES.map((one) => (
            <div key={one} className="goal">
              <Field label={`${MEASURE_NAMES[one]} a day`} error={errorAt(problem?.errors, one)}>
                {(ids) => (
                  <Input {...ids} name={one} type="number" min={1} max={500} defaultValue={goals[one].target ?? ""} />
                )}
              </Field>
              <Reached name={MEASURE_NAMES[one]} {...goals[one]} />
            </div>
          ))}
        </div>
        <Checkbox name="shared" defaultChecked={goals.shared}>
          Colleagues may see my goals and how far I am
        </Checkbox>
        {goals.colleagues.length > 0 ? (
          <ul className="told" aria-label="Colleagues who share theirs">
            {goals.colleagues.map((one) => (
              <li key={one.user.id}>
                <span className="m">{one.user.name}</span> <span className="t2">{goalWords(one)}</span>
              </li>
            ))}
          </ul>
        ) : null}
      </div>
      <footer>
        <span className="hint cut">Empty is no goal</span>
        <span className="grow" />
        <DialogClose />
        <Button type="submit" variant="primary" busy={busy}>
          Save goals
        </Button>
      </footer>
    </form>
  );
}

function Reached({ name, done, target }: { name: string; done: number; target: number | null }) {
  if (target === null) return <span className="t3 num">{done} today</span>;
  return (
    <span className="reached">
      <progress max={target} value={Math.min(done, target)} aria-label={`${name} today`} />
      <span className="t2 num">
        {done} of {target}
      </span>
    </span>
  );
}
