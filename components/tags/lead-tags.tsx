"use client";

import { X } from "lucide-react";
import { useRef, useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { showProblem } from "@/components/ui/toast";
import type { TagColours } from "@/lib/tags/schema";

type TagDoor = SettingsAction<string, { tags: string[] }>;
export type LeadTagsProps = {
  tags: string[];
  colours: TagColours;
  /** Every tag there is, to choose from while typing. */
  known: string[];
  add: TagDoor;
  remove: TagDoor;
};

/** The tags of a lead, one more, or one less; a new word becomes a tag. */
export function LeadTags({ tags, colours, known, add, remove }: LeadTagsProps) {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const taken = useAction(async (tag: string) => {
    const result = await remove(tag);
    if (!result.ok) showProblem(result.problem.detail);
    return result;
  });
  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };
  return (
    <section>
      <h2>
        Tags
        <button
          ref={opener}
          type="button"
          className="link"
          aria-label="Add a tag"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          Add
        </button>
      </h2>
      {tags.length === 0 && !open ? <p className="t3">No tags yet.</p> : null}
      {tags.length > 0 ? (
        <ul className="tags wrap" aria-label="Tags">
          {tags.map((tag) => (
            <li key={tag} className="tag" data-colour={colours[tag] ?? "grey"}>
              <span className="cut">{tag}</span>
              <button
                type="button"
                aria-label={`Take off the tag ${tag}`}
                disabled={taken.busy}
                onClick={() => taken.run(tag)}
              >
                <X className="i xs" aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {open ? <AddTagForm choices={known.filter((one) => !tags.includes(one))} add={add} close={close} /> : null}
    </section>
  );
}

function AddTagForm({ choices, add, close }: { choices: string[]; add: TagDoor; close: () => void }) {
  const [name, setName] = useState("");
  const { run, busy, problem } = useAction(add, () => setName(""));
  const wrong = problem ? (errorAt(problem.errors, "name") ?? problem.detail) : null;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        run(name);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        close();
      }}
    >
      <Field label="New tag" error={wrong} hint="Enter adds it, Escape closes">
        {(ids) => (
          <span className="row">
            <Input
              {...ids}
              autoFocus
              list="known-tags"
              value={name}
              maxLength={50}
              autoComplete="off"
              onChange={(event) => setName(event.target.value)}
            />
            <Button type="submit" size="form" busy={busy}>
              Add
            </Button>
          </span>
        )}
      </Field>
      <datalist id="known-tags">
        {choices.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </form>
  );
}
