"use client";

import Form from "next/form";
import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { SegmentLinks, type Tab } from "@/components/ui/tabs";

export type Choice = { name: string; label: string; value: string; options: { value: string; label: string }[] };
export type AnalyticsFiltersProps = {
  /** the page itself */
  action: string;
  /** null: a page that is about today */
  days: { from: string; to: string } | null;
  choices: readonly Choice[];
  /** The last 7, 30, 90 days and the like. */
  presets: readonly Tab[];
};

/** Days and whatever else narrows the figures, as an ordinary form: what is chosen stands in the address. */
export function AnalyticsFilters({ action, days, choices, presets }: AnalyticsFiltersProps) {
  const submitOnChoice = ({ target, currentTarget }: FormEvent<HTMLFormElement>) => {
    if (target instanceof HTMLSelectElement) currentTarget.requestSubmit();
  };
  return (
    <>
      {/* The key: after a preset the fields show the days it chose. */}
      <Form
        key={`${days?.from} ${days?.to} ${choices.map((one) => one.value).join(" ")}`}
        className="filters"
        action={action}
        scroll={false}
        onChange={submitOnChoice}
      >
        {days ? <Days {...days} presets={presets} /> : null}
        <span className="grow" />
        {choices.map(({ name, label, value, options }) => (
          <Select key={name} frame="bar" name={name} aria-label={label} defaultValue={value} options={options} />
        ))}
      </Form>
      <p className="printed" aria-hidden="true">
        {narrowedWords(days, choices)}
      </p>
    </>
  );
}

/** What the form says, for paper, where nobody presses anything. */
function narrowedWords(days: AnalyticsFiltersProps["days"], choices: readonly Choice[]): string {
  const period = days ? [`${days.from} to ${days.to}`] : [];
  const chosen = choices.flatMap(({ label, value, options }) => {
    const option = value === "" ? undefined : options.find((one) => one.value === value);
    return option ? [`${label}: ${option.label}`] : [];
  });
  return [...period, ...chosen].join(" · ");
}

function Days({ from, to, presets }: { from: string; to: string; presets: readonly Tab[] }) {
  return (
    <>
      <SegmentLinks label="Period" tabs={presets} />
      <Input
        frame="bar"
        className="day"
        type="date"
        name="from_date"
        aria-label="From day"
        defaultValue={from}
        max={to}
      />
      <span className="t3">to</span>
      <Input frame="bar" className="day" type="date" name="to_date" aria-label="To day" defaultValue={to} min={from} />
      <Button type="submit">Show</Button>
    </>
  );
}
