"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { toFilter, toQuery } from "@/components/segments/builder-rules";
import type { BuilderContext } from "@/components/segments/value-field";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Textarea } from "@/components/ui/textarea";
import { REPLY_CLASSES, replyClassSchema } from "@/lib/reply-classes/schema";
import type { StepDraft } from "./step-draft";

const ConditionBuilder = dynamic(
  () => import("@/components/segments/condition-builder").then((one) => one.ConditionBuilder),
  {
    ssr: false,
    loading: () => <SkeletonRows rows={1} columns={3} />,
  },
);

export type Offer = {
  templates: { id: string; name: string; channel: string }[];
  context: BuilderContext;
  last: number;
};
type Props = { step: StepDraft; place: number; change: (step: StepDraft) => void; offer: Offer };

/** What one step says, when, and to whom. */
export function StepFields({ step, place, change, offer }: Props) {
  const set = (part: Partial<StepDraft>) => change({ ...step, ...part });
  const isText = step.kind !== "wait" && step.kind !== "condition";
  return (
    <div className="seq-fields">
      <div className="seq-when">
        <Field label={place === 1 ? "Wait after they enter" : "Wait after the step before"}>
          {(ids) => (
            <Input
              {...ids}
              inputMode="numeric"
              value={step.delay}
              onChange={(event) => set({ delay: event.target.value })}
            />
          )}
        </Field>
        <Field label="Unit">
          {(ids) => (
            <Select
              {...ids}
              value={step.unit}
              options={UNITS}
              onChange={(event) => set({ unit: event.target.value === "hours" ? "hours" : "days" })}
            />
          )}
        </Field>
      </div>
      {isText ? <TextFields step={step} set={set} offer={offer} /> : null}
      {step.kind === "condition" ? <ConditionFields step={step} place={place} set={set} offer={offer} /> : null}
      {isText ? <HoursFields step={step} set={set} /> : null}
    </div>
  );
}

type PartProps = { step: StepDraft; set: (part: Partial<StepDraft>) => void; offer: Offer };

function TextFields({ step, set, offer }: PartProps) {
  const sends = step.kind === "email" || step.kind === "sms";
  const templates = offer.templates.filter((one) => one.channel === step.kind);
  return (
    <>
      {sends && templates.length > 0 ? (
        <Field label="Text from">
          {(ids) => (
            <Select
              {...ids}
              value={step.templateId}
              options={[
                { value: "", label: "Its own text" },
                ...templates.map((one) => ({ value: one.id, label: one.name })),
              ]}
              onChange={(event) => set({ templateId: event.target.value })}
            />
          )}
        </Field>
      ) : null}
      {step.templateId ? null : (
        <>
          {step.kind === "sms" ? null : (
            <Field label={step.kind === "email" ? "Subject" : "What to do"}>
              {(ids) => (
                <Input
                  {...ids}
                  value={step.subject}
                  maxLength={500}
                  onChange={(event) => set({ subject: event.target.value })}
                />
              )}
            </Field>
          )}
          <Field
            label={sends ? "Text" : "Notes for the rep"}
            hint={sends ? "{{first_name|there}} fills in the name." : undefined}
          >
            {(ids) => (
              <Textarea {...ids} rows={5} value={step.body} onChange={(event) => set({ body: event.target.value })} />
            )}
          </Field>
        </>
      )}
    </>
  );
}

const DECIDERS = [
  { value: "", label: "this holds for the lead" },
  ...REPLY_CLASSES.map((one) => ({ value: one, label: `their newest reply is ${one}` })),
];

function ConditionFields({ step, place, set, offer }: PartProps & { place: number }) {
  const { condition } = step;
  const byClass = condition !== null && "reply_class" in condition ? condition.reply_class : null;
  const [query, setQuery] = useState(() =>
    toQuery(condition && !("reply_class" in condition) ? condition : { and: [] }),
  );
  const later = Array.from({ length: Math.max(0, offer.last - place) }, (_, nth) => place + nth + 1);
  return (
    <>
      <fieldset className="field">
        <legend className="lab">Goes on with the next step when</legend>
        <Select
          aria-label="What decides"
          value={byClass ?? ""}
          options={DECIDERS}
          onChange={(event) => {
            const chosen = replyClassSchema.safeParse(event.target.value);
            const built = toFilter(query);
            set({ condition: chosen.success ? { reply_class: chosen.data } : "filter" in built ? built.filter : null });
          }}
        />
        {byClass === null ? (
          <ConditionBuilder
            query={query}
            context={offer.context}
            change={(next) => {
              setQuery(next);
              const built = toFilter(next);
              if ("filter" in built) set({ condition: built.filter });
            }}
          />
        ) : null}
      </fieldset>
      <Field label="Otherwise">
        {(ids) => (
          <Select
            {...ids}
            value={step.otherwise}
            options={[
              { value: "", label: "End" },
              ...later.map((one) => ({ value: String(one), label: `Go to step ${one}` })),
            ]}
            onChange={(event) => set({ otherwise: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

function HoursFields({ step, set }: Omit<PartProps, "offer">) {
  const { hours } = step;
  return (
    <div className="seq-hours">
      <Checkbox
        checked={hours !== null}
        onChange={(event) => set({ hours: event.target.checked ? OFFICE_HOURS : null })}
      >
        Only at these hours, by the clock where they are
      </Checkbox>
      {hours ? (
        <div className="seq-when">
          <Field label="From">
            {(ids) => (
              <Input
                {...ids}
                value={hours.from}
                onChange={(event) => set({ hours: { ...hours, from: event.target.value } })}
              />
            )}
          </Field>
          <Field label="Until">
            {(ids) => (
              <Input
                {...ids}
                value={hours.until}
                onChange={(event) => set({ hours: { ...hours, until: event.target.value } })}
              />
            )}
          </Field>
          <Field label="Days">
            {(ids) => (
              <Select
                {...ids}
                value={hours.weekdays.length > 5 ? "all" : "week"}
                options={DAYS}
                onChange={(event) =>
                  set({
                    hours: {
                      ...hours,
                      weekdays: event.target.value === "all" ? [1, 2, 3, 4, 5, 6, 7] : [1, 2, 3, 4, 5],
                    },
                  })
                }
              />
            )}
          </Field>
        </div>
      ) : null}
    </div>
  );
}

const OFFICE_HOURS = { from: "09:00", until: "17:00", weekdays: [1, 2, 3, 4, 5] };
const UNITS = [
  { value: "days", label: "Days" },
  { value: "hours", label: "Hours" },
];
const DAYS = [
  { value: "week", label: "Monday to Friday" },
  { value: "all", label: "Every day" },
];
