"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { reached } from "@/components/ui/reached";
import { Select } from "@/components/ui/select";
import type { Import } from "@/lib/lead-imports/schema";
import { DUPLICATE_RULES, IMPORT_FIELDS, type ImportField } from "@/lib/lead-rows/schema";
import type { ImportActions } from "./import-actions";
import { alikeLine, countsLine, FIELD_WORDS, RULE_WORDS } from "./import-words";

const fields = IMPORT_FIELDS.map((value) => ({ value, label: FIELD_WORDS[value] }));
const rules = DUPLICATE_RULES.map((value) => ({ value, label: RULE_WORDS[value] }));

/** What each column is, what happens to people who are leads already, and the two ways on. Every choice is kept at once. */
export function ImportMapping({
  one,
  examples,
  actions,
}: {
  one: Import;
  examples: Record<string, string>;
  actions: ImportActions;
}) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, start] = useTransition();
  const run = (work: () => ReturnType<ImportActions["update"]>) =>
    start(async () => {
      const result = await reached(work());
      setProblem(result.ok ? null : result.problem.detail);
    });
  const choose = (choices: Omit<Parameters<ImportActions["update"]>[0], "import_id">) =>
    run(() => actions.update({ import_id: one.id, ...choices }));
  const alike = one.dry_run && alikeLine(one.dry_run);
  return (
    <section className="import-part" aria-label="Columns">
      {problem ? <Note tone="bad">{problem}</Note> : null}
      {one.error ? <Note tone="bad">{one.error}</Note> : null}
      {/* At the top, where the page begins again when the rows are counted: on a phone the buttons are far below. */}
      {one.dry_run ? <Note>{`It would come to ${countsLine(one.dry_run)}`}</Note> : null}
      {alike ? <Note>{alike}</Note> : null}
      <ColumnFields one={one} examples={examples} choose={(mapping) => choose({ mapping })} />
      <Field label="Who is a lead already">
        {(ids) => (
          <Select
            {...ids}
            options={rules}
            value={one.duplicates}
            onChange={(event) => choose({ duplicates: event.target.value })}
          />
        )}
      </Field>
      <EmptyValues values={one.empty_values} keep={(empty_values) => choose({ empty_values })} />
      <div className="row">
        <Button size="form" busy={busy} onClick={() => run(() => actions.start({ import_id: one.id, dry_run: true }))}>
          Count first
        </Button>
        <Button
          size="form"
          variant="primary"
          busy={busy}
          onClick={() => run(() => actions.start({ import_id: one.id }))}
        >
          Import
        </Button>
        <Button
          size="form"
          variant="ghost"
          busy={busy}
          onClick={() => run(() => actions.cancel({ import_id: one.id }))}
        >
          Discard the file
        </Button>
      </div>
    </section>
  );
}

type ColumnFieldsProps = {
  one: Import;
  examples: Record<string, string>;
  choose: (mapping: Record<string, ImportField>) => void;
};

/** What is read as a field stands first; of many columns the others are folded, so that the way on is in sight. */
function ColumnFields({ one, examples, choose }: ColumnFieldsProps) {
  const [proposed] = useState(one.mapping);
  const isKept = (column: string) => (proposed[column] ?? "metadata") === "metadata";
  const [read, kept] = [one.header.filter((column) => !isKept(column)), one.header.filter(isKept)];
  const draw = (columns: string[]) => (
    <div className="import-columns">
      {columns.map((column) => (
        <Field
          key={column}
          label={column}
          hint={examples[column] ? `Such as ${examples[column]}` : "Empty in the first rows"}
        >
          {(ids) => (
            <Select
              {...ids}
              options={fields}
              value={one.mapping[column] ?? "metadata"}
              onChange={(event) => choose({ [column]: fieldOf(event.target.value) })}
            />
          )}
        </Field>
      ))}
    </div>
  );
  if (one.header.length <= MOST_OPEN || kept.length === 0) return draw(one.header);
  return (
    <>
      <p>{`${read.length} of ${one.header.length} columns are read as a field of a lead.`}</p>
      {read.length > 0 ? draw(read) : null}
      <details className="fold">
        <summary>{`${kept.length} columns are kept under their own names`}</summary>
        {draw(kept)}
      </details>
    </>
  );
}

const MOST_OPEN = 12;

const fieldOf = (value: string): ImportField => IMPORT_FIELDS.find((field) => field === value) ?? "metadata";

function EmptyValues({ values, keep }: { values: string[]; keep: (values: string[]) => void }) {
  const [text, setText] = useState(values.join(", "));
  const given = text
    .split(",")
    .map((value) => value.trim())
    .filter((value) => value !== "");
  return (
    <Field label="Values that mean empty" hint="Separated by commas, such as Select, n/a">
      {(ids) => (
        <Input
          {...ids}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={() => given.join() !== values.join() && keep(given)}
        />
      )}
    </Field>
  );
}
