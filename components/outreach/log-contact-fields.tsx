"use client";

import { clsx } from "clsx";
import { ArrowDownLeft, ArrowUpRight, Check } from "lucide-react";
import type { Ref } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { OVERRIDE_REASON_LENGTH, type Problem } from "@/lib/guard/schema";
import { BesideNearText, MarkedTextarea } from "./compared-text";
import { type LogDraft, reasonIsLongEnough, reasonLength } from "./log-draft";
import type { NearText } from "./near-text";

type Part = { draft: LogDraft; change: (part: Partial<LogDraft>) => void };

export function DirectionField({ draft, change }: Part) {
  return (
    <Segmented
      label="Direction"
      visibleLabel
      name="direction"
      size="form"
      value={draft.direction}
      onChange={(direction) => change({ direction })}
      options={[
        { value: "outbound", label: "Out", content: <Way icon={ArrowUpRight} text="Out" /> },
        { value: "inbound", label: "In", content: <Way icon={ArrowDownLeft} text="In" /> },
      ]}
    />
  );
}

function Way({ icon: Icon, text }: { icon: typeof Check; text: string }) {
  return (
    <>
      <Icon className="i s" aria-hidden="true" />
      {text}
    </>
  );
}

/** Only a fact has a time of its own, and may have been answered already. */
export function FactFields({ draft, change, problem }: Part & { problem: Problem | null }) {
  return (
    <div className="row g12 items-end!">
      <Field label="When" error={errorAt(problem?.errors, "occurred_at")} className="w-60">
        {(ids) => (
          <Input
            {...ids}
            type="datetime-local"
            max={localMoment(5)}
            value={draft.when || localMoment(0)}
            onChange={(event) => change({ when: event.target.value })}
          />
        )}
      </Field>
      {draft.direction === "outbound" ? (
        <span className="row h-8">
          <Checkbox checked={draft.responded} onChange={(event) => change({ responded: event.target.checked })}>
            They responded
          </Checkbox>
        </span>
      ) : null}
    </div>
  );
}

export function TextFields({
  draft,
  change,
  problem,
  near,
}: Part & { problem: Problem | null /** what the guard says is nearly the same */; near: NearText | null }) {
  return (
    <BesideNearText near={near} mine={draft.notes}>
      <div className="form">
        <Field label="Subject" error={errorAt(problem?.errors, "subject")}>
          {(ids) => (
            <Input
              {...ids}
              name="subject"
              maxLength={500}
              autoComplete="off"
              value={draft.subject}
              onChange={(event) => change({ subject: event.target.value })}
            />
          )}
        </Field>
        <Field label="Notes" error={errorAt(problem?.errors, "body")}>
          {(ids) => (
            <MarkedTextarea
              {...ids}
              near={near}
              name="notes"
              maxLength={100_000}
              value={draft.notes}
              onChange={(event) => change({ notes: event.target.value })}
            />
          )}
        </Field>
      </div>
    </BesideNearText>
  );
}

type ReasonProps = { reason: string; onReason: (text: string) => void; ref: Ref<HTMLInputElement> };

export function ReasonField({ reason, onReason, ref }: ReasonProps) {
  const length = reasonLength({ reason });
  const enough = reasonIsLongEnough({ reason });
  return (
    <Field label="Reason for override" aside="Your colleague and your manager see this. It stays on the record.">
      {(ids) => (
        <Input
          {...ids}
          ref={ref}
          name="override_reason"
          required
          minLength={OVERRIDE_REASON_LENGTH}
          autoComplete="off"
          value={reason}
          onChange={(event) => onReason(event.target.value)}
          end={
            <span className={clsx("hint whitespace-nowrap", enough && "good")}>
              {enough ? <Check className="i xs" aria-hidden="true" /> : null}
              {length} {length === 1 ? "character" : "characters"}, {OVERRIDE_REASON_LENGTH} needed
            </span>
          }
        />
      )}
    </Field>
  );
}

/** Now, or some minutes ahead, as a datetime-local field wants it. */
function localMoment(minutesAhead: number): string {
  const now = new Date(Date.now() + minutesAhead * 60_000);
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
