"use client";

import { QueryBuilder, type RuleGroupType } from "react-querybuilder";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Select } from "@/components/ui/select";
import { FIELD_NAMES, fieldOf } from "@/lib/filters/field-schema";
import { DEEPEST } from "@/lib/filters/schema";
import { firstValue, operatorsOf } from "./builder-rules";
import { type BuilderContext, ValueField } from "./value-field";

type BuilderProps = { query: RuleGroupType; change: (query: RuleGroupType) => void; context: BuilderContext };

const fields = FIELD_NAMES.map((name) => ({ name, value: name, label: fieldOf(name).label }));

/** Conditions with and, or and not. Loaded only where somebody builds them. */
export function ConditionBuilder({ query, change, context }: BuilderProps) {
  return (
    <QueryBuilder
      fields={fields}
      combinators={COMBINATORS}
      query={query}
      onQueryChange={change}
      context={context}
      getOperators={operatorsOf}
      getDefaultField="status"
      getDefaultValue={({ field, operator }) => firstValue(field, operator)}
      resetOnFieldChange
      resetOnOperatorChange
      maxLevels={DEEPEST - 1}
      showNotToggle
      controlElements={CONTROLS}
      translations={WORDS}
      controlClassnames={{ queryBuilder: "conditions" }}
    />
  );
}

type Choice = { name?: string; value?: string; label: string };
type SelectorProps = { value?: unknown; options: unknown; handleOnChange: (value: string) => void; title?: string };

function Selector({ value, options, handleOnChange, title }: SelectorProps) {
  const choices = (options as Choice[]).map((one) => ({ value: String(one.value ?? one.name), label: one.label }));
  return (
    <Select
      frame="bar"
      aria-label={title}
      value={String(value)}
      options={choices}
      onChange={(event) => handleOnChange(event.target.value)}
    />
  );
}

type ActionProps = { label?: unknown; title?: string; handleOnClick: () => void; disabled?: boolean };

function Action({ label, title, handleOnClick, disabled }: ActionProps) {
  return (
    <Button size="small" aria-label={title} disabled={disabled} onClick={() => handleOnClick()}>
      {typeof label === "string" ? label : "Remove"}
    </Button>
  );
}

type NotProps = { checked?: boolean; title?: string; handleOnChange: (checked: boolean) => void };

function Not({ checked, title, handleOnChange }: NotProps) {
  return (
    <Checkbox checked={checked} title={title} onChange={(event) => handleOnChange(event.target.checked)}>
      Not
    </Checkbox>
  );
}

const COMBINATORS = [
  { name: "and" as const, value: "and" as const, label: "All of these" },
  { name: "or" as const, value: "or" as const, label: "Any of these" },
];

const CONTROLS = {
  fieldSelector: Selector,
  operatorSelector: Selector,
  combinatorSelector: Selector,
  addRuleAction: Action,
  addGroupAction: Action,
  removeRuleAction: Action,
  removeGroupAction: Action,
  notToggle: Not,
  valueEditor: ValueField,
};

const WORDS = {
  fields: { title: "Field" },
  operators: { title: "Operator" },
  combinators: { title: "All or any of these" },
  notToggle: { title: "None of this group", label: "Not" },
  addRule: { label: "Add condition", title: "Add condition" },
  addGroup: { label: "Add group", title: "Add group" },
  removeRule: { label: "Remove", title: "Remove condition" },
  removeGroup: { label: "Remove", title: "Remove group" },
};
