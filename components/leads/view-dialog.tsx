"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { errorAt, Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioCard } from "@/components/ui/radio-card";
import type { Problem } from "@/lib/guard/schema";
import { type SavedView, VIEW_VISIBILITIES } from "@/lib/saved-views/schema";
import type { ViewActions } from "./view-actions";

export type ViewDialogProps = {
  /** The view that is changed; null: a new one is saved. */
  view: SavedView | null;
  query: Record<string, string>;
  actions: ViewActions;
  onClose: () => void;
};

/** A view's name, and who sees it. */
export function ViewDialog({ view, query, actions, onClose }: ViewDialogProps) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const visibility = VIEW_VISIBILITIES.find((one) => one === form.get("visibility")) ?? "private";
    const fields = { name: String(form.get("name")), visibility };
    setBusy(true);
    const refused = await (view ? actions.change(view, fields) : actions.saveNew(fields, query));
    setBusy(false);
    setProblem(refused);
    if (!refused) onClose();
  };
  const nameError = errorAt(problem?.errors, "name") ?? (problem?.code === "CONFLICT" ? problem.detail : null);
  return (
    <Dialog open onOpenChange={onClose} title={view ? "Rename or share" : "Save view"} width="s">
      <form noValidate onSubmit={submit}>
        <div className="body">
          <Field label="Name" error={nameError}>
            {(ids) => (
              <Input {...ids} name="name" defaultValue={view?.name} autoComplete="off" autoFocus maxLength={80} />
            )}
          </Field>
          <fieldset className="stack">
            <legend className="lab">Who sees it</legend>
            {VIEW_VISIBILITIES.map((one) => (
              <RadioCard
                key={one}
                name="visibility"
                value={one}
                defaultChecked={one === (view?.visibility ?? "private")}
                {...WHO[one]}
              />
            ))}
          </fieldset>
          {problem && !nameError ? (
            <div role="alert">
              <FieldError>{problem.detail}</FieldError>
            </div>
          ) : null}
        </div>
        <footer>
          <span className="grow" />
          <DialogClose />
          <Button type="submit" variant="primary" keys="Enter" busy={busy}>
            Save
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

const WHO = {
  private: { label: "Only you", hint: "Nobody else finds it" },
  team: { label: "Your team", hint: "Your team finds it; you and admins change it" },
  public: { label: "Everybody", hint: "Every colleague finds it; you and admins change it" },
} as const;
