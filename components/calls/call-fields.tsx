"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Problem } from "@/lib/guard/schema";
import type { CallDraft } from "./call-draft";
import { readDuration } from "./duration-words";
import { OutcomeField } from "./outcome-field";

type CallFieldsProps = {
  draft: CallDraft;
  change: (part: Partial<CallDraft>) => void;
  problem: Problem | null;
  withKeys?: boolean;
};

/** Outcome first, then how long it took; a wrong number can be kept from being tried again. */
export function CallFields({ draft, change, problem, withKeys }: CallFieldsProps) {
  const length = readDuration(draft.duration);
  const error = length === undefined ? "Write the duration as minutes and seconds, such as 3:20." : null;
  return (
    <>
      <OutcomeField
        value={draft.outcome}
        withKeys={withKeys}
        onChange={(outcome) => change({ outcome, numberIsWrong: outcome === "wrong_number" })}
      />
      {draft.outcome === "wrong_number" ? (
        <Checkbox
          checked={draft.numberIsWrong}
          onChange={(event) => change({ numberIsWrong: event.currentTarget.checked })}
        >
          Mark the number as wrong, so that nobody calls it again
        </Checkbox>
      ) : null}
      <Field label="Duration" error={error ?? errorAt(problem?.errors, "duration_seconds")} className="w-40">
        {(ids) => (
          <Input
            {...ids}
            name="duration"
            autoComplete="off"
            placeholder="3:20"
            value={draft.duration}
            onChange={(event) => change({ duration: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
