"use client";

import { useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toast";
import { decodeText } from "@/lib/dnc-imports/text-rules";
import type { ImportedSourceCosts } from "@/lib/source-costs/schema";
import { FormDialog, useFields } from "./form-dialog";

type Import = SettingsAction<{ text: string; dry_run: boolean }, ImportedSourceCosts>;

/** A table of costs, out of a file of any encoding or pasted: first what it would come to, then for real. */
export function ImportCosts({ load }: { load: Import }) {
  const form = useFields({ text: "" });
  const [seen, setSeen] = useState<ImportedSourceCosts | null>(null);
  const dry = useAction(load, setSeen);
  const action = useAction(load, (done) => {
    setSeen(done);
    showToast({
      message: `${done.created} costs recorded, ${done.unchanged} were there already, ${done.rejected} could not be`,
    });
    if (done.rejected === 0) form.close();
  });
  const problem = action.problem?.detail ?? dry.problem?.detail ?? null;
  return (
    <FormDialog
      {...form}
      title="Import costs"
      submit="Record them"
      busy={action.busy}
      problem={problem}
      onSubmit={() => action.run({ text: form.fields.text, dry_run: false })}
    >
      <Field label="CSV file">
        {(ids) => (
          <input
            {...ids}
            type="file"
            className="file"
            accept=".csv,.tsv,.txt,text/*"
            onChange={async (event) => {
              const [file] = event.target.files ?? [];
              if (file) form.set("text")({ target: { value: decodeText(new Uint8Array(await file.arrayBuffer())) } });
            }}
          />
        )}
      </Field>
      <Field label="Table" hint="Columns: source, month, kind, amount, currency, note. Commas, semicolons or tabs.">
        {(ids) => <Textarea {...ids} rows={8} value={form.fields.text} onChange={form.set("text")} />}
      </Field>
      <Button busy={dry.busy} onClick={() => dry.run({ text: form.fields.text, dry_run: true })}>
        Try it
      </Button>
      {seen ? (
        <div role="status">
          <p>
            {seen.rows} lines: {seen.created} to record, {seen.unchanged} there already, {seen.rejected} that cannot be.
          </p>
          <ul>
            {seen.problems.slice(0, 20).map((one) => (
              <li key={one.line} className="hint">
                Line {one.line}: {one.message}
              </li>
            ))}
            {seen.problems.length > 20 ? <li className="hint">And {seen.problems.length - 20} more lines.</li> : null}
          </ul>
        </div>
      ) : null}
    </FormDialog>
  );
}
