"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import type { SequenceWithSteps } from "@/lib/sequences/schema";
import { DescriptionField } from "./description-field";

type Wish = { name: string; description: string | null; steps: { kind: "email"; subject: string; body: string }[] };

/** A name and what it is for; the steps are written on the page that follows. */
export function NewSequence({ create }: { create: SettingsAction<Wish, SequenceWithSteps> }) {
  const router = useRouter();
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const { run, busy, problem } = useAction(create, (made) => router.push(`/sequences/${made.id}`));
  const wrong = { name: errorAt(problem?.errors, "name"), description: errorAt(problem?.errors, "description") };
  return (
    <form
      className="segment-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        run({ name, description: description.trim() || null, steps: [{ kind: "email", subject: "", body: "" }] });
      }}
    >
      {problem && !wrong.name && !wrong.description ? <Note tone="bad">{problem.detail}</Note> : null}
      <Field label="Name" error={wrong.name}>
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
      <DescriptionField value={description} change={setDescription} error={wrong.description} />
      <div className="row">
        <Button type="submit" variant="primary" busy={busy}>
          Write its steps
        </Button>
      </div>
    </form>
  );
}
