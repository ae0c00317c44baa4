"use client";

import { type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { DialogClose } from "@/components/ui/dialog";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import { useFormAction } from "@/components/ui/use-form-action";
import type { Consent } from "@/lib/consents/schema";
import type { ConsentState, RecordConsentAction } from "./consent-state";
import { BASIS_NAMES, optionsOf, POINT_NAMES, PURPOSE_NAMES, STATUS_NAMES } from "./consent-words";

export type ConsentFormProps = {
  leadId: string;
  kinds: readonly Consent["kind"][];
  record: RecordConsentAction;
  onDone: () => void;
  children?: ReactNode;
};

/** One word of one person about one address and purpose. */
export function ConsentForm({ leadId, kinds, record, onDone, children }: ConsentFormProps) {
  const { state, send, busy, onSubmit } = useFormAction(record, {});
  const { recorded, problem } = state;
  const finish = useEffectEvent(() => {
    onDone();
    const stopped = recorded?.cancelled ? `; stopped ${recorded.cancelled} queued` : "";
    showToast({ message: `Consent recorded${stopped}` });
  });
  useEffect(() => {
    if (recorded) finish();
  }, [recorded]);
  return (
    <form noValidate action={send} onSubmit={onSubmit}>
      <input type="hidden" name="lead_id" value={leadId} />
      <div className="body">
        {problem && !problem.errors?.length ? <Note tone="bad">{problem.detail}</Note> : null}
        <ConsentFields kinds={kinds} state={state} />
        {children}
      </div>
      <footer>
        <span className="grow" />
        <DialogClose />
        <Button type="submit" variant="primary" busy={busy}>
          Record consent
        </Button>
      </footer>
    </form>
  );
}

function ConsentFields({
  kinds,
  state: { problem, typed = {} },
}: {
  kinds: ConsentFormProps["kinds"];
  state: ConsentState;
}) {
  const [status, setStatus] = useState(typed.status ?? "granted");
  const errors = problem?.errors;
  const addresses = kinds.map((kind) => ({ value: kind, label: POINT_NAMES[kind] }));
  return (
    <div className="form">
      <div className="pair">
        <Field label="Address" error={errorAt(errors, "kind") ?? errorAt(errors, "value")}>
          {(ids) => <Select {...ids} name="kind" defaultValue={typed.kind} options={addresses} />}
        </Field>
        <Field label="Purpose">
          {(ids) => <Select {...ids} name="purpose" defaultValue={typed.purpose} options={optionsOf(PURPOSE_NAMES)} />}
        </Field>
      </div>
      <div className="pair">
        <Field label="Status">
          {(ids) => (
            <Select
              {...ids}
              name="status"
              value={status}
              options={optionsOf(STATUS_NAMES)}
              onChange={(event) => setStatus(event.target.value)}
            />
          )}
        </Field>
        {status === "granted" ? (
          <Field label="Basis" error={errorAt(errors, "lawful_basis")}>
            {(ids) => (
              <Select {...ids} name="lawful_basis" defaultValue={typed.lawful_basis} options={optionsOf(BASIS_NAMES)} />
            )}
          </Field>
        ) : (
          <p className="hint">Denied and withdrawn for outreach block this address for everybody.</p>
        )}
      </div>
      <div className="pair">
        <Field label="Where this comes from" error={errorAt(errors, "source")}>
          {(ids) => <Input {...ids} name="source" autoComplete="off" defaultValue={typed.source ?? ""} />}
        </Field>
        {status === "granted" ? (
          <Field label="Until" hint="May be left empty" error={errorAt(errors, "expires_at")}>
            {(ids) => <Input {...ids} name="expires_at" type="date" defaultValue={typed.expires_at ?? ""} />}
          </Field>
        ) : null}
      </div>
      <Field label="Proof" hint="Their words, or where the form is kept; may be left empty">
        {(ids) => <Input {...ids} name="evidence" autoComplete="off" defaultValue={typed.evidence ?? ""} />}
      </Field>
    </div>
  );
}
