"use client";

import { useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import type { Source } from "@/lib/sources/schema";
import { EditDialog, FormDialog, useFields } from "./form-dialog";

export type SourceActions = {
  create: SettingsAction<Record<string, unknown>, Source>;
  change: SettingsAction<Record<string, unknown>, Source>;
};
/** `places`: under which source one may stand, with its whole way: "Paid › Search". */
type Placed = { places: { value: string; label: string }[] };

const top = { value: "", label: "No other source" };

/** A source before any lead came from it, or one that holds others together. */
export function AddSource({ create, places }: Pick<SourceActions, "create"> & Placed) {
  const form = useFields({ name: "", parent: "" });
  const action = useAction(create, (source) => {
    showToast({ message: `The source ${source.name} is added` });
    form.close();
  });
  const errors = action.problem?.errors;
  const { name, parent } = form.fields;
  return (
    <FormDialog
      {...form}
      title="Add source"
      submit="Add"
      primary
      busy={action.busy}
      problem={errors?.length ? null : (action.problem?.detail ?? null)}
      onSubmit={() => action.run({ name, parent_id: parent || null })}
    >
      <Field label="Name" error={errorAt(errors, "name")} hint="Leads that bring this word are counted to it">
        {(ids) => <Input {...ids} value={name} maxLength={200} onChange={form.set("name")} />}
      </Field>
      <Field label="Belongs to" error={errorAt(errors, "parent_id")}>
        {(ids) => <Select {...ids} value={parent} options={[top, ...places]} onChange={form.set("parent")} />}
      </Field>
    </FormDialog>
  );
}

type ChangeSourceProps = Pick<SourceActions, "change"> & Placed & { row: Source; close: () => void };

/** Another name for a source, or another place in the tree. */
export function ChangeSource({ row, change, places, close }: ChangeSourceProps) {
  const [name, setName] = useState(row.name);
  const [parent, setParent] = useState(row.parent_id ?? "");
  const action = useAction(change, (source) => {
    showToast({ message: `The source ${source.name} is changed` });
    close();
  });
  const errors = action.problem?.errors;
  return (
    <EditDialog
      open
      setOpen={close}
      title="Change source"
      subtitle={row.name}
      submit="Save"
      busy={action.busy}
      problem={errors?.length ? null : (action.problem?.detail ?? null)}
      onSubmit={() => action.run({ source_id: row.id, name, parent_id: parent || null })}
    >
      <Field label="Name" error={errorAt(errors, "name")} hint={`Leads bring the words "${row.arrives_as}" as before`}>
        {(ids) => <Input {...ids} value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />}
      </Field>
      <Field label="Belongs to" error={errorAt(errors, "parent_id")} hint="Its figures count there too">
        {(ids) => (
          <Select
            {...ids}
            value={parent}
            options={[top, ...places.filter((one) => one.value !== row.id)]}
            onChange={(event) => setParent(event.target.value)}
          />
        )}
      </Field>
    </EditDialog>
  );
}
