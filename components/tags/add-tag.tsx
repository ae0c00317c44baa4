"use client";

import { useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Tag } from "@/lib/tags/schema";

/** A new tag by its name; what was typed stays when it is refused. */
export function AddTag({ add }: { add: SettingsAction<{ name: string }, Tag> }) {
  const [name, setName] = useState("");
  const { run, busy, problem } = useAction(add, () => setName(""));
  return (
    <form
      className="grid max-w-md gap-4 p-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        run({ name });
      }}
    >
      <Field label="New tag" error={problem ? (problem.errors?.[0]?.message ?? problem.detail) : null}>
        {(ids) => (
          <span className="row">
            <Input
              {...ids}
              value={name}
              maxLength={50}
              autoComplete="off"
              onChange={(event) => setName(event.target.value)}
            />
            <Button type="submit" variant="primary" size="form" busy={busy}>
              Add tag
            </Button>
          </span>
        )}
      </Field>
    </form>
  );
}
