"use client";

import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Note } from "@/components/ui/note";
import { showToast } from "@/components/ui/toast";
import type { Privacy } from "@/lib/organizations/schema";
import { type SettingsAction, useAction } from "./use-action";

/** What colleagues see of one's own looking and writing. */
export function PrivacyForm({ privacy, change }: { privacy: Privacy; change: SettingsAction<Privacy, Privacy> }) {
  const { run, busy, problem } = useAction(change, () => showToast({ message: "Privacy saved" }));
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    run({ shows_looking: typed.has("shows_looking"), shows_writing: typed.has("shows_writing") });
  };
  return (
    <form className="panel" noValidate onSubmit={save} aria-label="Privacy">
      <header>
        <h2>What colleagues see</h2>
      </header>
      <div className="form p-4">
        {problem ? <Note tone="bad">{problem.detail}</Note> : null}
        <Choice
          name="shows_looking"
          label="Show that I am looking at a lead"
          hint="Off: you are not shown on lead pages. You still see who else is there."
          checked={privacy.shows_looking}
        />
        <Choice
          name="shows_writing"
          label="Show my name while I write to a lead"
          hint="Off: colleagues read “A colleague is writing”. They are warned all the same, so that nobody writes twice."
          checked={privacy.shows_writing}
        />
        <div>
          <Button type="submit" variant="primary" size="form" busy={busy}>
            Save privacy
          </Button>
        </div>
      </div>
    </form>
  );
}

type ChoiceProps = { name: keyof Privacy; label: string; hint: string; checked: boolean };

function Choice({ name, label, hint, checked }: ChoiceProps) {
  return (
    <div className="field">
      <Checkbox name={name} defaultChecked={checked} aria-describedby={`${name}-hint`}>
        {label}
      </Checkbox>
      <p className="hint" id={`${name}-hint`}>
        {hint}
      </p>
    </div>
  );
}
