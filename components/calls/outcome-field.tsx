"use client";

import { Kbd } from "@/components/ui/kbd";
import { CALL_OUTCOMES, type CallOutcome } from "@/lib/communications/call-schema";

export type OutcomeFieldProps = {
  value: CallOutcome | null;
  onChange: (outcome: CallOutcome) => void;
  /** Whether the digits choose; they are drawn then. */
  withKeys?: boolean;
};

/** What became of a call: one of a few, each with its digit. */
export function OutcomeField({ value, onChange, withKeys = false }: OutcomeFieldProps) {
  return (
    <fieldset className="field outcomes">
      <legend className="lab">Outcome</legend>
      <div className="chans">
        {CALL_OUTCOMES.map(({ code, name }, place) => (
          <label key={code}>
            <input type="radio" name="outcome" value={code} checked={value === code} onChange={() => onChange(code)} />
            {name}
            {withKeys ? <Kbd keys={String(place + 1)} /> : null}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** The outcome that a digit chooses. */
export const outcomeAt = (key: string): CallOutcome | null => CALL_OUTCOMES[Number(key) - 1]?.code ?? null;
