"use client";

import { type ClipboardEvent, type KeyboardEvent, useEffect, useEffectEvent, useState, useTransition } from "react";
import { CHANNEL_NAMES } from "@/components/outreach/channel-words";
import { Button } from "@/components/ui/button";
import { CsvButton } from "@/components/ui/csv-button";
import { DialogClose } from "@/components/ui/dialog";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { DryRun } from "@/lib/dnc-imports/schema";
import { decodeText } from "@/lib/dnc-imports/text-rules";
import { CHANNELS } from "@/lib/guard/channel-rules";
import type { Problem } from "@/lib/guard/schema";
import type { DncPasteActions, Pasted } from "./dnc-actions";
import { DncDryRun } from "./dnc-dry-run";
import { KIND_NAMES, stoppedWords } from "./dnc-words";

export type DncPasteFormProps = { fromFile: boolean; actions: DncPasteActions; onDone: (message: string) => void };

/** Many at once: what was pasted at the left, what it would come to at the right; nothing is stored before the last button. */
export function DncPasteForm({ fromFile, actions, onDone }: DncPasteFormProps) {
  const [pasted, setPasted] = useState<Pasted>({ text: "", kind: null, column: null, channel: null });
  const [reason, setReason] = useState("");
  const [evidence, setEvidence] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const { run, running, again } = useDryRun(actions, pasted, setProblem);
  const [adding, startAdding] = useTransition();
  const fresh = run ? run.counts.new + run.counts.wider : 0;
  const change = (part: Partial<Pasted>) => setPasted((before) => ({ ...before, ...part }));
  const add = () => {
    if (adding || !run || fresh === 0) return;
    startAdding(async () => {
      const done = await actions.add({ ...pasted, reason, evidence: evidence || null }).catch(() => NOT_REACHED);
      if (!done.ok) return setProblem(done.problem);
      const { added } = done.output;
      onDone(`${counted(added)} added${stoppedWords(done.output)}`);
    });
  };
  const submitByKeys = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) add();
  };
  return (
    <form noValidate onSubmit={(event) => event.preventDefault()} onKeyDown={submitByKeys}>
      <div className="body paste">
        <div className="form">
          <PasteField fromFile={fromFile} text={pasted.text} problem={problem} onText={(text) => change({ text })} />
          <PasteTerms pasted={pasted} problem={problem} onChange={change} />
          <Field label="Reason" hint="Shown to everybody who is stopped" error={errorAt(problem?.errors, "reason")}>
            {(ids) => (
              <Input {...ids} value={reason} autoComplete="off" onChange={(event) => setReason(event.target.value)} />
            )}
          </Field>
          <Field label="Proof" hint="Where this comes from; may be left empty">
            {(ids) => (
              <Input
                {...ids}
                value={evidence}
                autoComplete="off"
                onChange={(event) => setEvidence(event.target.value)}
              />
            )}
          </Field>
        </div>
        <div className="form">
          {problem && !problem.errors?.length ? <Note tone="bad">{problem.detail}</Note> : null}
          <DncDryRun run={run} running={running} onAgain={again} />
        </div>
      </div>
      <footer>
        {run && run.unreadable.length > 0 ? (
          <CsvButton
            fileName="unreadable-lines.csv"
            label={`${run.unreadable.length.toLocaleString("en")} unreadable ${run.unreadable.length === 1 ? "line" : "lines"}`}
            rows={[["line", "entry", "reason"], ...run.unreadable.map((one) => [one.line, one.given, one.reason])]}
          />
        ) : null}
        <span className="grow" />
        <DialogClose />
        <Button variant="primary" keys="mod+Enter" busy={adding} disabled={!run || fresh === 0} onClick={add}>
          {run ? `Add ${counted(fresh)}` : "Add entries"}
        </Button>
      </footer>
    </form>
  );
}

const counted = (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "entry" : "entries"}`;
const NOT_REACHED = {
  ok: false as const,
  problem: { code: "UNAVAILABLE", detail: "The connection failed. What was added stays; add again for the rest." },
};

/** Runs by itself a moment after the last change. */
function useDryRun(actions: DncPasteActions, pasted: Pasted, onProblem: (problem: Problem | null) => void) {
  const [run, setRun] = useState<DryRun | null>(null);
  const [running, start] = useTransition();
  const assess = useEffectEvent(() => {
    start(async () => {
      const answer = await actions.assess(pasted).catch(() => NOT_REACHED);
      setRun(answer.ok ? answer.output : null);
      onProblem(answer.ok ? null : answer.problem);
    });
  });
  const { text, kind, column, channel } = pasted;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of what was pasted is what starts it
  useEffect(() => {
    if (text.trim() === "") {
      setRun(null);
      return;
    }
    const timer = setTimeout(() => assess(), 400);
    return () => clearTimeout(timer);
  }, [text, kind, column, channel]);
  const again = () =>
    start(async () => {
      const answer = await actions.assess(pasted).catch(() => NOT_REACHED);
      setRun(answer.ok ? answer.output : null);
      onProblem(answer.ok ? null : answer.problem);
    });
  return { run, running, again };
}

const longPaste = 5000;

type PasteFieldProps = { fromFile: boolean; text: string; problem: Problem | null; onText: (text: string) => void };

function PasteField({ fromFile, text, problem, onText }: PasteFieldProps) {
  const read = async (file: File | undefined) => {
    if (file) onText(decodeText(new Uint8Array(await file.arrayBuffer())));
  };
  // Line by line, as browsers put it in, 10,000 lines take minutes; a few keep the browser's own undo.
  const paste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const given = event.clipboardData.getData("text/plain");
    if (given.length < longPaste) return;
    event.preventDefault();
    const { value, selectionStart, selectionEnd } = event.currentTarget;
    onText(value.slice(0, selectionStart) + given + value.slice(selectionEnd));
  };
  return (
    <>
      {fromFile ? (
        <Field label="Text or CSV file">
          {(ids) => (
            <input
              {...ids}
              type="file"
              className="file"
              accept=".csv,.tsv,.txt,text/*"
              onChange={(event) => void read(event.target.files?.[0])}
            />
          )}
        </Field>
      ) : null}
      <Field
        label={fromFile ? "What the file holds" : "One per line: email, @domain, phone or LinkedIn"}
        error={errorAt(problem?.errors, "text")}
      >
        {(ids) => (
          <Textarea
            {...ids}
            rows={9}
            value={text}
            spellCheck={false}
            onPaste={paste}
            onChange={(event) => onText(event.target.value)}
          />
        )}
      </Field>
    </>
  );
}

type PasteTermsProps = { pasted: Pasted; problem: Problem | null; onChange: (part: Partial<Pasted>) => void };

function PasteTerms({ pasted, problem, onChange }: PasteTermsProps) {
  return (
    <>
      <div className="pair">
        <Field label="Kind">
          {(ids) => (
            <Select
              {...ids}
              value={pasted.kind ?? ""}
              options={KINDS}
              onChange={(event) => onChange({ kind: event.target.value || null })}
            />
          )}
        </Field>
        <Field label="Column">
          {(ids) => (
            <Input
              {...ids}
              value={pasted.column ?? ""}
              placeholder="Found by itself"
              autoComplete="off"
              onChange={(event) => onChange({ column: event.target.value || null })}
            />
          )}
        </Field>
      </div>
      <Field label="Channels" error={errorAt(problem?.errors, "channel")}>
        {(ids) => (
          <Select
            {...ids}
            value={pasted.channel ?? ""}
            options={CHANNEL_OPTIONS}
            onChange={(event) => onChange({ channel: event.target.value || null })}
          />
        )}
      </Field>
    </>
  );
}

const KINDS = [
  { value: "", label: "Line by line" },
  ...(["email", "domain", "phone", "linkedin"] as const).map((kind) => ({ value: kind, label: KIND_NAMES[kind] })),
];
const CHANNEL_OPTIONS = [
  { value: "", label: "All channels" },
  ...CHANNELS.map((one) => ({ value: one, label: CHANNEL_NAMES[one] })),
];
