"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import { ScopeList } from "./scope-list";
import { ShownOnce } from "./shown-once";
import { type SettingsAction, useAction } from "./use-action";

type KeyWish = { name: string; scopes: string[]; expires_in_days: number | null };
type CreateKeyDialogProps = { create: SettingsAction<KeyWish, { key: string }>; scopes: readonly string[] };

const ENDS = [
  { value: "30", label: "After 30 days" },
  { value: "90", label: "After 90 days" },
  { value: "365", label: "After a year" },
  { value: "", label: "Never" },
];

/** Name, limits and end; the key itself is in the answer and nowhere else. */
export function CreateKeyDialog({ create, scopes }: CreateKeyDialogProps) {
  const [open, setOpen] = useState(false);
  const [key, setKey] = useState<string | null>(null);
  const { run, busy, problem, forget } = useAction(create, (made) => setKey(made.key));
  const toggle = (on: boolean) => {
    setOpen(on);
    setKey(null);
    forget();
  };
  return (
    <>
      <Button variant="primary" icon={Plus} onClick={() => toggle(true)}>
        New API key
      </Button>
      <Dialog open={open} onOpenChange={toggle} title="New API key" width="s">
        {key === null ? (
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              run(wishOf(new FormData(event.currentTarget)));
            }}
          >
            <div className="body">
              {problem && !problem.errors?.length ? <Note tone="bad">{problem.detail}</Note> : null}
              <Field label="Name" hint="What will use it" error={errorAt(problem?.errors, "name")}>
                {(ids) => <Input {...ids} name="name" autoComplete="off" />}
              </Field>
              <Field label="Ends" error={errorAt(problem?.errors, "expires_in_days")}>
                {(ids) => <Select {...ids} name="ends" options={ENDS} />}
              </Field>
              <fieldset className="field">
                <legend className="lab">Limited to (none: everything you may)</legend>
                <ScopeList scopes={scopes} />
              </fieldset>
            </div>
            <footer>
              <span className="grow" />
              <DialogClose />
              <Button type="submit" variant="primary" busy={busy}>
                Make key
              </Button>
            </footer>
          </form>
        ) : (
          <div className="body">
            <ShownOnce
              label="API key"
              value={key}
              hint="Copy it now. It is not shown again; only a fingerprint of it is kept."
            />
          </div>
        )}
      </Dialog>
    </>
  );
}

function wishOf(form: FormData): KeyWish {
  const ends = String(form.get("ends"));
  return {
    name: String(form.get("name")),
    scopes: form.getAll("scopes").map(String),
    expires_in_days: ends ? Number(ends) : null,
  };
}
