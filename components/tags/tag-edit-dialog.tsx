"use client";

import { useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import type { Tag } from "@/lib/tags/schema";

export type TagDoors = {
  update: SettingsAction<{ tag_id: string; name?: string; colour?: string | null }, Tag>;
  merge: SettingsAction<{ tag_id: string; into_id: string }, Tag>;
  remove: SettingsAction<{ tag_id: string }, { name: string; leads: number }>;
};

type TagEditDialogProps = { tag: Tag; others: Tag[]; doors: TagDoors; close: () => void };

/** Another name, another tag instead, or none at all; each says how many leads it changes. */
export function TagEditDialog({ tag, others, doors, close }: TagEditDialogProps) {
  const [name, setName] = useState(tag.name);
  const [into, setInto] = useState("");
  const done = (message: string) => {
    showToast({ message });
    close();
  };
  const rename = useAction(doors.update, (kept) => done(`The tag is called ${kept.name} now`));
  const merge = useAction(doors.merge, (kept) => done(`${tag.name} is part of ${kept.name} now`));
  const remove = useAction(doors.remove, () => done(`The tag ${tag.name} is gone`));
  const problem = merge.problem ?? remove.problem;
  const choices = others.filter((one) => one.id !== tag.id).map((one) => ({ value: one.id, label: one.name }));
  const leads = `${tag.leads} ${tag.leads === 1 ? "lead" : "leads"}`;
  return (
    <Dialog open onOpenChange={close} title={`Tag ${tag.name}`} subtitle={leads} width="s">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          rename.run({ tag_id: tag.id, name });
        }}
      >
        <div className="body">
          <Field label="Name" error={rename.problem?.errors?.[0]?.message ?? rename.problem?.detail}>
            {(ids) => <Input {...ids} value={name} maxLength={50} onChange={(event) => setName(event.target.value)} />}
          </Field>
          <Field label="Merge into" error={problem?.detail} hint={`${leads} will have that tag instead`}>
            {(ids) => (
              <span className="row">
                <Select
                  {...ids}
                  value={into}
                  options={[{ value: "", label: "Another tag" }, ...choices]}
                  onChange={(event) => setInto(event.target.value)}
                />
                <Button
                  size="form"
                  disabled={into === ""}
                  busy={merge.busy}
                  onClick={() => merge.run({ tag_id: tag.id, into_id: into })}
                >
                  Merge
                </Button>
              </span>
            )}
          </Field>
        </div>
        <footer>
          <Button variant="danger" busy={remove.busy} onClick={() => remove.run({ tag_id: tag.id })}>
            Delete tag
          </Button>
          <span className="grow" />
          <DialogClose />
          <Button type="submit" variant="primary" busy={rename.busy}>
            Rename
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
