"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { errorAt, Field } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toast";
import { type SettingsAction, useAction } from "./use-action";

type TextSettingProps = {
  title: string;
  label: string;
  name: string;
  value: string | null;
  change: SettingsAction<string>;
  /** why this person cannot change it */
  refusal?: string | null;
  children: ReactNode;
};

/** One text of the settings in a panel of its own; empty is none. */
export function TextSetting({ title, label, name, value, change, refusal = null, children }: TextSettingProps) {
  const { run, busy, problem } = useAction(change, () => showToast({ message: `${label} saved` }));
  const wrong = errorAt(problem?.errors, name);
  return (
    <form
      noValidate
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        run(String(new FormData(event.currentTarget).get(name) ?? ""));
      }}
    >
      <fieldset className="panel" disabled={refusal !== null}>
        <header>
          <h2>{title}</h2>
        </header>
        <div className="form p-4">
          {refusal ? <Note>{refusal}</Note> : null}
          {problem && !wrong ? <Note tone="bad">{problem.detail}</Note> : null}
          <p className="t2">{children}</p>
          <Field label={label} error={wrong}>
            {(ids) => <Textarea {...ids} name={name} rows={4} defaultValue={value ?? ""} className="max-w-xl" />}
          </Field>
          <div>
            <Button type="submit" variant="primary" size="form" busy={busy}>
              Save
            </Button>
          </div>
        </div>
      </fieldset>
    </form>
  );
}
