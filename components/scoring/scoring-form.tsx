"use client";

import { type FormEvent, useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { showToast } from "@/components/ui/toast";
import type { Scoring, ScoringEffect } from "@/lib/scoring/schema";
import { tierWords } from "./score-distribution";
import { ScorePanel } from "./score-panel";
import { type TypedModel, typedModel, wantedChange } from "./scoring-typed";
import { WeightFields } from "./weight-fields";

type Props = {
  scoring: Scoring;
  mayChange: boolean;
  publish: SettingsAction<Record<string, unknown>, Scoring>;
  preview: SettingsAction<Record<string, unknown>, ScoringEffect>;
};

/** The thresholds beside the scores they divide, what each sign is worth, and what a change would do before it is published. */
export function ScoringForm({ scoring, mayChange, publish, preview }: Props) {
  const [typed, setTyped] = useState<TypedModel>(() => typedModel(scoring.model));
  const [note, setNote] = useState("");
  const [effect, setEffect] = useState<ScoringEffect | null>(null);
  const change = (part: Partial<TypedModel>) => {
    setEffect(null);
    setTyped((now) => ({ ...now, ...part }));
  };
  const saving = useAction(publish, ({ model }) => {
    setTyped(typedModel(model));
    setNote("");
    setEffect(null);
    showToast({ message: `Version ${model.version} counts now; the scores follow` });
  });
  const trying = useAction(preview, setEffect);
  const problem = saving.problem ?? trying.problem;
  const wanted = wantedChange(scoring.model, typed);
  const thresholds = {
    hot: Number(typed.hot) || 0,
    warm: Number(typed.warm) || 0,
    cold: Number(typed.cold) || 0,
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    trying.forget();
    saving.run({ ...wanted, if_version: scoring.model.version, ...(note.trim() ? { note } : {}) });
  };
  return (
    <form className="grid grid-cols-1 max-w-3xl gap-4 p-4" noValidate onSubmit={submit} aria-label="Scoring">
      {mayChange ? null : <Note>Only an admin changes the model.</Note>}
      {problem && !problem.errors?.length ? <Note tone="bad">{problem.detail} What you typed is kept.</Note> : null}
      <ScorePanel
        distribution={effect?.distribution ?? scoring.distribution}
        thresholds={thresholds}
        unscored={scoring.unscored}
        real={effect === null}
      />
      <fieldset className="panel" disabled={!mayChange}>
        <header>
          <h2>Tiers</h2>
        </header>
        <div className="p-4">
          <div className="row g12 items-start! flex-wrap">
            {(["hot", "warm", "cold"] as const).map((tier) => (
              <Field key={tier} label={`${TITLES[tier]} from`} error={errorAt(problem?.errors, tier)} className="w-28">
                {(ids) => (
                  <Input
                    {...ids}
                    type="number"
                    min={1}
                    max={100}
                    value={typed[tier]}
                    onChange={(event) => change({ [tier]: event.target.value })}
                  />
                )}
              </Field>
            ))}
          </div>
        </div>
      </fieldset>
      <WeightFields typed={typed} change={change} errors={problem?.errors} mayChange={mayChange} />
      {effect ? (
        <Note>
          Of {effect.leads.toLocaleString("en")} leads looked at: now {tierWords(effect.before)}; then{" "}
          {tierWords(effect.after)}.
        </Note>
      ) : null}
      {mayChange ? (
        <div className="row g12 items-end! flex-wrap">
          <Field label="Note" className="w-64" error={errorAt(problem?.errors, "note")}>
            {(ids) => <Input {...ids} value={note} maxLength={300} onChange={(event) => setNote(event.target.value)} />}
          </Field>
          <Button size="form" busy={trying.busy} onClick={() => trying.run(wanted)}>
            Preview
          </Button>
          <Button type="submit" variant="primary" size="form" busy={saving.busy}>
            Publish version {scoring.model.version + 1}
          </Button>
        </div>
      ) : null}
    </form>
  );
}

const TITLES = { hot: "Hot", warm: "Warm", cold: "Cold" } as const;
