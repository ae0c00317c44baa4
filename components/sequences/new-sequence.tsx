"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import type { SequenceWithSteps } from "@/lib/sequences/schema";
import { NamingFields } from "./naming-fields";

type Wish = { name: string; description: string | null; steps: { kind: "email"; subject: string; body: string }[] };

/** A name and what it is for; the steps are written on the page that follows. */
export function NewSequence({ create }: { create: SettingsAction<Wish, SequenceWithSteps> }) {
  const router = useRouter();
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const { run, busy, problem } = useAction(create, (made) => router.push(`/sequences/${made.id}`));
  return (
    <form
      className="segment-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        run({ name, description: description.trim() || null, steps: [{ kind: "email", subject: "", body: "" }] });
      }}
    >
      <NamingFields
        name={name}
        description={description}
        changeName={setName}
        changeDescription={setDescription}
        problem={problem}
      />
      <div className="row">
        <Button type="submit" variant="primary" busy={busy}>
          Write its steps
        </Button>
      </div>
    </form>
  );
}
