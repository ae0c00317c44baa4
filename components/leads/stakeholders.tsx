"use client";

import { useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import type { Stakeholder } from "@/lib/stakeholders/schema";

type Add = SettingsAction<Record<string, string | null>>;
type StakeholdersProps = { stakeholders: Stakeholder[]; add: Add };

/** Who else has a say in this pursuit, with their part in it. */
export function Stakeholders({ stakeholders, add }: StakeholdersProps) {
  const [open, setOpen] = useState(false);
  return (
    <section>
      <h2>
        Stakeholders
        <button type="button" className="link" aria-label="Add a stakeholder" onClick={() => setOpen(true)}>
          Add
        </button>
      </h2>
      {stakeholders.length === 0 ? <p className="t3">Nobody else is known yet.</p> : null}
      <ul className="people">
        {stakeholders.map((one) => (
          <li key={one.id}>
            <span className="m">{nameOf(one)}</span> <span className="t2">{partOf(one)}</span>
          </li>
        ))}
      </ul>
      <AddDialog open={open} onOpenChange={setOpen} add={add} />
    </section>
  );
}

const nameOf = (one: Stakeholder) =>
  [one.first_name, one.last_name].filter(Boolean).join(" ") || one.email || one.phone || one.linkedin || "Somebody";
const partOf = (one: Stakeholder) => [one.role ?? one.title, one.influence].filter(Boolean).join(", ");

const FIELDS = [
  ["first_name", "First name"],
  ["last_name", "Last name"],
  ["role", "Role in this pursuit"],
  ["title", "Title"],
  ["email", "Email"],
  ["phone", "Phone"],
  ["linkedin", "LinkedIn"],
] as const;
const INFLUENCE_OPTIONS = [
  { value: "", label: "Not known" },
  { value: "decides", label: "Decides" },
  { value: "advises", label: "Advises" },
  { value: "blocks", label: "Can block it" },
  { value: "informs", label: "Is informed" },
];

function AddDialog({ open, onOpenChange, add }: { open: boolean; onOpenChange: (open: boolean) => void; add: Add }) {
  const { run, busy, problem, forget } = useAction(add, () => onOpenChange(false));
  const toggle = (on: boolean) => {
    onOpenChange(on);
    forget();
  };
  return (
    <Dialog open={open} onOpenChange={toggle} title="Add a stakeholder" width="m">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const typed = new FormData(event.currentTarget);
          run(Object.fromEntries([...typed].map(([name, value]) => [name, String(value) || null])));
        }}
      >
        <div className="body">
          {problem && !problem.errors?.length ? <Note tone="bad">{problem.detail}</Note> : null}
          <div className="grid gap-3 sm:grid-cols-2">
            {FIELDS.map(([name, label]) => (
              <Field key={name} label={label} error={errorAt(problem?.errors, name)}>
                {(ids) => <Input {...ids} name={name} autoComplete="off" />}
              </Field>
            ))}
            <Field label="Influence" error={errorAt(problem?.errors, "influence")}>
              {(ids) => <Select {...ids} name="influence" options={INFLUENCE_OPTIONS} />}
            </Field>
          </div>
        </div>
        <footer>
          <span className="grow" />
          <DialogClose />
          <Button type="submit" variant="primary" busy={busy}>
            Add stakeholder
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
