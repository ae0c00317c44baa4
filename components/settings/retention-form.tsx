"use client";

import Link from "next/link";
import { Button } from "@/components/ui/button";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { showToast } from "@/components/ui/toast";
import { type SettingsAction, useAction } from "./use-action";

type RetentionFormProps = { days: number | null; mayChange: boolean; change: SettingsAction<string> };

/** After how long a deleted lead loses what says who it was; empty is never. */
export function RetentionForm({ days, mayChange, change }: RetentionFormProps) {
  const { run, busy, problem } = useAction(change, () => showToast({ message: "Retention saved" }));
  return (
    <form
      className="grid grid-cols-1 max-w-3xl gap-4 p-4"
      noValidate
      aria-label="Retention"
      onSubmit={(event) => {
        event.preventDefault();
        run(String(new FormData(event.currentTarget).get("days") ?? ""));
      }}
    >
      {mayChange ? null : <Note>Only an admin changes this.</Note>}
      {problem && !problem.errors?.length ? <Note tone="bad">{problem.detail}</Note> : null}
      <fieldset className="panel" disabled={!mayChange}>
        <header>
          <h2>Deleted leads</h2>
        </header>
        <div className="form p-3">
          <p className="t2">
            A deleted lead can be{" "}
            <Link className="link u" href="/leads/deleted">
              brought back
            </Link>{" "}
            until it is purged. Purging takes names, addresses and texts out of it for good; the ledger keeps its rows,
            figures stay true, and the do-not-contact list stays as it is.
          </p>
          <Field
            label="Purge after days"
            hint="Empty: deleted leads are kept"
            error={errorAt(problem?.errors, "leads.purge_after_days")}
          >
            {(ids) => (
              <Input
                {...ids}
                name="days"
                inputMode="numeric"
                autoComplete="off"
                defaultValue={days ?? ""}
                className="max-w-40"
              />
            )}
          </Field>
          <div>
            <Button type="submit" variant="primary" size="form" busy={busy}>
              Save retention
            </Button>
          </div>
        </div>
      </fieldset>
    </form>
  );
}
