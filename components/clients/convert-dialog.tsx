"use client";

import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import { CURRENCIES } from "@/lib/deals/currency-rules";

/** What stands in the form, as text. */
export type TypedClient = { name: string; value: string; currency: string };
export type ConvertDialogProps = {
  open: boolean;
  onClose: () => void;
  leadName: string;
  /** the company, and what was estimated */
  suggested: TypedClient;
  convert: SettingsAction<TypedClient>;
};

/** A lead becomes a client: under which name, and for how much. */
export function ConvertDialog({ open, onClose, leadName, suggested, convert }: ConvertDialogProps) {
  const { run, busy, problem, forget } = useAction(convert, () => {
    onClose();
    showToast({ message: `${leadName} is a client now` });
  });
  const close = () => {
    forget();
    onClose();
  };
  const errors = problem?.errors;
  return (
    <Dialog open={open} onOpenChange={close} title={`Make ${leadName} a client`} width="s">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const typed = new FormData(event.currentTarget);
          const text = (name: string) => String(typed.get(name) ?? "");
          run({ name: text("name"), value: text("value"), currency: text("currency") });
        }}
      >
        <div className="body form">
          {problem && !errors?.length ? <Note tone="bad">{problem.detail}</Note> : null}
          <Field label="Client" error={errorAt(errors, "name")}>
            {(ids) => <Input {...ids} name="name" autoComplete="off" defaultValue={suggested.name} autoFocus />}
          </Field>
          <div className="money">
            <Field label="Value" error={errorAt(errors, "value_minor")} hint="What they signed for; may stay empty">
              {(ids) => <Input {...ids} name="value" autoComplete="off" defaultValue={suggested.value} />}
            </Field>
            <Field label="Currency" error={errorAt(errors, "currency")}>
              {(ids) => (
                <Select
                  {...ids}
                  name="currency"
                  defaultValue={suggested.currency}
                  options={CURRENCIES.map((code) => ({ value: code, label: code }))}
                />
              )}
            </Field>
          </div>
        </div>
        <footer>
          <span className="grow" />
          <DialogClose />
          <Button type="submit" variant="primary" busy={busy}>
            Convert
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
