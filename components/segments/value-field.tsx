"use client";

import { useState } from "react";
import type { ValueEditorProps } from "react-querybuilder";
import { STATUS_NAMES } from "@/components/leads/status-words";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type FilterField, fieldOf } from "@/lib/filters/field-schema";
import { shapeIn, splitTexts } from "./builder-rules";

export type BuilderContext = { people: { id: string; name: string }[]; tags: string[] };

/** The value of one condition, by what its operator asks for. */
export function ValueField({ field, operator, value, handleOnChange, context }: ValueEditorProps) {
  const shape = shapeIn(field, operator);
  const label = `Value for ${fieldOf(field as FilterField).label}`;
  const options = optionsFor(field as FilterField, context);
  if (shape === "none") return null;
  if (shape === "flag") {
    return (
      <Select
        frame="bar"
        aria-label={label}
        value={String(value)}
        options={[
          { value: "true", label: "yes" },
          { value: "false", label: "no" },
        ]}
        onChange={(event) => handleOnChange(event.target.value === "true")}
      />
    );
  }
  if (options && shape === "text") {
    return (
      <Select
        frame="bar"
        aria-label={label}
        value={String(value)}
        options={options}
        onChange={(event) => handleOnChange(event.target.value)}
      />
    );
  }
  if (options && shape === "texts") return <Several {...{ label, options, value, handleOnChange }} />;
  if (shape === "texts") return <Texts {...{ label, value, handleOnChange }} />;
  if (shape === "range") {
    const [from, to]: unknown[] = Array.isArray(value) ? value : ["", ""];
    return (
      <span className="row">
        <Input
          type="number"
          aria-label={`${label}, from`}
          value={String(from)}
          onChange={(event) => handleOnChange([event.target.value, to])}
        />
        <Input
          type="number"
          aria-label={`${label}, to`}
          value={String(to)}
          onChange={(event) => handleOnChange([from, event.target.value])}
        />
      </span>
    );
  }
  const type = shape === "number" || shape === "days" ? "number" : shape === "moment" ? "date" : "text";
  return (
    <Input
      type={type}
      aria-label={label}
      value={String(value ?? "").slice(0, type === "date" ? 10 : undefined)}
      placeholder={field === "metadata" ? "field=value" : undefined}
      maxLength={200}
      onChange={(event) => handleOnChange(event.target.value)}
    />
  );
}

type Option = { value: string; label: string };
type SeveralProps = { label: string; options: Option[]; value: unknown; handleOnChange: (value: unknown) => void };

function Several({ label, options, value, handleOnChange }: SeveralProps) {
  const chosen: unknown[] = Array.isArray(value) ? value : [];
  return (
    <fieldset className="several" aria-label={label}>
      {options.map((one) => (
        <Checkbox
          key={one.value}
          checked={chosen.includes(one.value)}
          onChange={(event) =>
            handleOnChange(
              event.target.checked ? [...chosen, one.value] : chosen.filter((other) => other !== one.value),
            )
          }
        >
          {one.label}
        </Checkbox>
      ))}
    </fieldset>
  );
}

/** Several texts by comma: what is typed stays as it is while it is typed. */
function Texts({ label, value, handleOnChange }: Omit<SeveralProps, "options">) {
  const [typed, setTyped] = useState(Array.isArray(value) ? value.join(", ") : "");
  return (
    <Input
      aria-label={label}
      value={typed}
      placeholder="One or more, separated by commas"
      onChange={(event) => {
        setTyped(event.target.value);
        handleOnChange(splitTexts(event.target.value));
      }}
    />
  );
}

function optionsFor(field: FilterField, context: BuilderContext): Option[] | null {
  if (field === "status") return Object.entries(STATUS_NAMES).map(([value, label]) => ({ value, label }));
  const { options, kind } = fieldOf(field);
  if (options) return options.map((value) => ({ value, label: value }));
  if (kind === "person") {
    return [
      { value: "me", label: "Whoever looks" },
      ...context.people.map((one) => ({ value: one.id, label: one.name })),
    ];
  }
  if (kind === "tags" && context.tags.length > 0 && context.tags.length <= 60)
    return context.tags.map((value) => ({ value, label: value }));
  return null;
}
