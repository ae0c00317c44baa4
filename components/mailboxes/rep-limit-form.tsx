"use client";

import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { showToast } from "@/components/ui/toast";

type RepLimitFormProps = { limit: number | null; change: SettingsAction<{ "sending.rep_day_limit": number | null }> };

/** How many messages of one person leave within a day, by whatever mailbox. */
export function RepLimitForm({ limit, change }: RepLimitFormProps) {
  const { run, busy, problem } = useAction(change, () => showToast({ message: "Limit saved" }));
  return (
    <form
      className="panel m-4 max-w-3xl"
      noValidate
      aria-label="Limit for each person"
      onSubmit={(event) => {
        event.preventDefault();
        const given = String(new FormData(event.currentTarget).get("limit") ?? "").trim();
        run({ "sending.rep_day_limit": given ? Number(given) : null });
      }}
    >
      <header>
        <h2>Each person</h2>
      </header>
      <div className="form p-4">
        {problem && !problem.errors?.length ? <Note tone="bad">{problem.detail}</Note> : null}
        <Field
          label="Most messages of one person in 24 hours"
          hint="Empty: any number. The rest waits and keeps its place."
          error={errorAt(problem?.errors, "sending.rep_day_limit")}
        >
          {(ids) => (
            <Input
              {...ids}
              name="limit"
              inputMode="numeric"
              autoComplete="off"
              defaultValue={limit ?? ""}
              className="max-w-40"
            />
          )}
        </Field>
        <div>
          <Button type="submit" size="form" busy={busy}>
            Save limit
          </Button>
        </div>
      </div>
    </form>
  );
}
