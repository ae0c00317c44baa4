"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import type { SequenceWithSteps } from "@/lib/sequences/schema";

type Wish = { name: string; steps: { kind: "email"; subject: string; body: string }[] };

/** A name; the steps are written on the page that follows. */
export function NewSequence({ create }: { create: SettingsAction<Wish, SequenceWithSteps> }) {
  const router = useRouter();
  const [name, setName] = useState("");
  const { run, busy, problem } = useAction(create, (made) => router.push(`/sequences/${made.id}`));
  return (
    <form
      className="segment-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        run({ name, steps: [{ kind: "email", subject: "", body: "" }] });
      }}
    >
      {problem && !errorAt(problem.errors, "name") ? <Note tone="bad">{problem.detail}</Note> : null}
      <Field label="Name" error={errorAt(problem?.errors, "name")}>
        {(ids) => (
          <Input
            {...ids}
            value={name}
            maxLength={100}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <div className="row">
        <Button type="submit" variant="primary" busy={busy}>
          Write its steps
        </Button>
      </div>
    </form>
  );
}
