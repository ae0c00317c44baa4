"use client";

import { CHANNEL_NAMES } from "@/components/outreach/channel-words";
import { Button } from "@/components/ui/button";
import { DialogClose } from "@/components/ui/dialog";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import { DNC_KINDS } from "@/lib/dnc/schema";
import { CHANNELS } from "@/lib/guard/channel-rules";
import type { DncAddState } from "./dnc-add-state";
import { KIND_NAMES } from "./dnc-words";

/** A person is added on their lead page, where they are known; here it is addresses and domains. */
const KINDS = DNC_KINDS.filter((kind) => kind !== "person");

export function DncAddFields({ state, busy }: { state: DncAddState; busy: boolean }) {
  const { problem, typed = {} } = state;
  const errors = problem?.errors;
  return (
    <>
      <div className="body">
        {problem && !errors?.length ? <Note tone="bad">{problem.detail}</Note> : null}
        <div className="form">
          <Field label="Kind" error={errorAt(errors, "kind")}>
            {(ids) => (
              <Select
                {...ids}
                name="kind"
                defaultValue={typed.kind ?? "email"}
                options={KINDS.map((kind) => ({ value: kind, label: KIND_NAMES[kind] }))}
              />
            )}
          </Field>
          <TextField label="Address or domain" name="value" state={state} hint="A domain covers its subdomains" />
          <Field label="Channels" error={errorAt(errors, "channel")}>
            {(ids) => (
              <Select
                {...ids}
                name="channel"
                defaultValue={typed.channel ?? ""}
                options={[
                  { value: "", label: "All channels" },
                  ...CHANNELS.map((one) => ({ value: one, label: CHANNEL_NAMES[one] })),
                ]}
              />
            )}
          </Field>
          <TextField label="Reason" name="reason" state={state} hint="Shown to everybody who is stopped" />
          <TextField label="Proof" name="evidence" state={state} hint="Where this comes from; may be left empty" />
          <TextField label="Last day" name="expires_at" type="date" state={state} hint="Leave empty for no end" />
        </div>
      </div>
      <footer>
        <span className="grow" />
        <DialogClose />
        <Button type="submit" variant="primary" busy={busy}>
          Add to the list
        </Button>
      </footer>
    </>
  );
}

type TextFieldProps = { label: string; name: string; hint: string; type?: "date"; state: DncAddState };

function TextField({ label, name, hint, type, state }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={errorAt(state.problem?.errors, name)}>
      {(ids) => <Input {...ids} name={name} type={type} autoComplete="off" defaultValue={state.typed?.[name] ?? ""} />}
    </Field>
  );
}
