"use client";

import { Search, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useShortcuts } from "@/components/shell/keyboard";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useEarlyTyping } from "@/components/ui/use-early-typing";
import { LEAD_STATUSES } from "@/lib/leads/list-rules";
import type { LeadFilters } from "./lead-query";
import { STATUS_NAMES } from "./status-words";
import type { ChangeFilters } from "./use-lead-list";

export type LeadSearchProps = {
  filters: LeadFilters;
  change: ChangeFilters;
  owners: { id: string; name: string }[];
};

/** Finds with every letter; without scripts it is an ordinary form with all the filters. `/` goes here. */
export function LeadSearch({ filters, change, owners }: LeadSearchProps) {
  const field = useRef<HTMLInputElement>(null);
  const asked = filters.q ?? "";
  const [words, setWords] = useState(asked);
  useEffect(() => setWords((typed) => (typed.trim() === asked ? typed : asked)), [asked]);
  const find = (text: string) => {
    setWords(text);
    if (text.trim() !== asked) change({ q: text.trim() || null }, { typing: true });
  };
  useEarlyTyping(field, asked, find);
  useShortcuts([{ keys: "/", label: "Filter", group: "List", run: () => field.current?.focus() }]);
  return (
    <search>
      <form
        action="/leads"
        className="contents"
        onSubmit={(event) => {
          event.preventDefault();
          // It has found with every letter: Enter goes on to the rows, where J and K move.
          field.current?.blur();
        }}
      >
        <Input
          ref={field}
          frame="bar"
          type="search"
          name="q"
          icon={Search}
          keys={words ? undefined : "/"}
          aria-label="Find leads"
          placeholder="Filter"
          autoComplete="off"
          maxLength={200}
          value={words}
          onChange={(event) => find(event.target.value)}
          end={
            words ? (
              <button type="button" aria-label="Clear" onClick={() => find("")}>
                <X className="i xs" aria-hidden="true" />
              </button>
            ) : null
          }
        />
        <noscript>
          <PlainFilters filters={filters} owners={owners} />
        </noscript>
      </form>
    </search>
  );
}

function PlainFilters({ filters, owners }: Pick<LeadSearchProps, "filters" | "owners">) {
  const statuses = LEAD_STATUSES.map((status) => ({ value: status, label: STATUS_NAMES[status] }));
  const people = owners.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <span className="row">
      <Select
        frame="bar"
        name="status"
        aria-label="Status"
        defaultValue={filters.status?.[0] ?? ""}
        options={[{ value: "", label: "Any status" }, ...statuses]}
      />
      <Select
        frame="bar"
        name="owner"
        aria-label="Owner"
        defaultValue={filters.owner ?? ""}
        options={[{ value: "", label: "Any owner" }, ...people]}
      />
      {(["sort", "columns", "view"] as const).map((name) =>
        filters[name] ? <input key={name} type="hidden" name={name} value={filters[name]} /> : null,
      )}
      <Button type="submit">Filter</Button>
    </span>
  );
}
