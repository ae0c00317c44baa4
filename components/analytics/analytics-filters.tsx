"use client";

import Form from "next/form";
import type { FormEvent } from "react";
import { CHANNEL_NAMES } from "@/components/outreach/channel-words";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { SegmentLinks, type Tab } from "@/components/ui/tabs";
import { CHANNELS } from "@/lib/guard/schema";

export type AnalyticsFiltersProps = {
  from: string;
  to: string;
  method: string | null;
  userId: string | null;
  people: { id: string; name: string }[];
  /** The last 7, 30, 90 days. */
  presets: readonly Tab[];
};

/** Days, channel and rep as an ordinary form: what is chosen stands in the address. */
export function AnalyticsFilters({ from, to, method, userId, people, presets }: AnalyticsFiltersProps) {
  const submitOnChoice = ({ target, currentTarget }: FormEvent<HTMLFormElement>) => {
    if (target instanceof HTMLSelectElement) currentTarget.requestSubmit();
  };
  return (
    // The key: after a preset the fields show the days it chose.
    <Form
      key={`${from} ${to} ${method} ${userId}`}
      className="filters"
      action="/analytics/outreach"
      scroll={false}
      onChange={submitOnChoice}
    >
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
      <span className="grow" />
      <Select
        frame="bar"
        name="method"
        aria-label="By which way"
        defaultValue={method ?? ""}
        options={[
          { value: "", label: "All channels" },
          ...CHANNELS.map((one) => ({ value: one, label: CHANNEL_NAMES[one] })),
        ]}
      />
      <Select
        frame="bar"
        name="user_id"
        aria-label="Rep"
        defaultValue={userId ?? ""}
        options={[{ value: "", label: "All reps" }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
      />
    </Form>
  );
}
