"use client";

import { useEffect, useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { everyRow } from "@/components/ui/every-row";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { Sequence } from "@/lib/sequences/schema";
import { type DryRun, useDryRun, wouldBegin } from "./use-dry-run";

type Choice = { id: string; name: string; description: string | null };

type Props = {
  chosen: () => object;
  error: string | null;
  /** whether enrolling would begin with anybody */
  onReady: (ready: boolean) => void;
};

/** Which sequence, and beforehand what enrolling the chosen in it would come to: who is fine, who is not and why. */
export function EnrollFields({ chosen, error, onReady }: Props) {
  const [sequences, setSequences] = useState<Choice[] | "failed" | null>(null);
  const [picked, setPicked] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    void loadSequences().then((answer) => {
      if (!gone) setSequences(answer);
    });
    return () => {
      gone = true;
    };
  }, []);
  const sequenceId = picked ?? (Array.isArray(sequences) ? sequences[0]?.id : null) ?? "";
  const found = useDryRun(sequenceId, chosen);
  const [whenAllowed, setWhenAllowed] = useState(false);
  const ready = sequenceId !== "" && wouldBegin(found, whenAllowed);
  useEffect(() => onReady(ready), [ready, onReady]);
  if (sequences === "failed") return <p role="alert">The sequences did not load. Close this and try again.</p>;
  if (sequences?.length === 0) return <p>No sequence is taking people now. An admin publishes one under Sequences.</p>;
  const purpose = sequences?.find((one) => one.id === sequenceId)?.description;
  const options = sequences?.map(({ id, name }) => ({ value: id, label: name })) ?? [{ value: "", label: "Loading" }];
  return (
    <>
      <Field label="Sequence" error={error} hint={purpose ? <span className="seq-words">{purpose}</span> : undefined}>
        {(ids) => (
          <Select
            {...ids}
            name="sequence_id"
            autoFocus
            options={options}
            value={sequenceId}
            onChange={(event) => setPicked(event.target.value)}
          />
        )}
      </Field>
      <DryRunCounts found={found} />
      <Checkbox name="when_allowed" checked={whenAllowed} onChange={(event) => setWhenAllowed(event.target.checked)}>
        Those to decide too: each begins when the guard allows it
      </Checkbox>
      {found.over && !ready ? <p className="t2">{nobodyWords(found)}</p> : null}
    </>
  );
}

function DryRunCounts({ found }: { found: DryRun }) {
  const { looked_at, ok, skipped, decide, reasons, over, failure } = found;
  return (
    <section className="dryrun" aria-label="What it would come to">
      {failure ? <p role="alert">{failure}</p> : null}
      <output className="m" aria-busy={!over}>
        {over ? "" : `${many(looked_at)} looked at so far: `}
        {many(ok)} fine, {many(skipped)} left out, {many(decide)} to decide
      </output>
      {reasons.length > 0 ? (
        <ul className="reasons">
          {reasons.map(({ outcome, code, count, example }) => (
            <li key={`${outcome} ${code}`}>
              <b className="num">{many(count)}</b> {outcome === "decide" ? "to decide" : "left out"}: {example.reason}
              <span className="t2">
                {" "}
                ({count > 1 ? "like " : ""}
                {example.lead.name})
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

const nobodyWords = ({ decide }: DryRun) =>
  decide > 0
    ? "Nobody begins now. Tick the line above, and those to decide begin when the guard allows it."
    : "Nobody of them can be enrolled. Above stands why.";

const many = (count: number) => count.toLocaleString("en");

async function loadSequences(): Promise<Choice[] | "failed"> {
  const list = await everyRow<Sequence>("/api/nurture_sequences");
  return (
    list?.flatMap(({ id, name, description, state }) => (state === "active" ? [{ id, name, description }] : [])) ??
    "failed"
  );
}
