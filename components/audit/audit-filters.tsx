"use client";

import { Download, Search } from "lucide-react";
import Form from "next/form";
import { type FormEvent, useRef } from "react";
import { useShortcuts } from "@/components/shell/keyboard";
import { FilterChip } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { hrefWith } from "@/components/ui/query-href";
import { Select } from "@/components/ui/select";
import { kindWords } from "./audit-words";

export type AuditFiltersProps = {
  query: string;
  chosen: { kind?: string; actor?: string; lead?: string; from?: string; to?: string; q?: string };
  kinds: string[];
  people: { id: string; name: string }[];
};

/** Words, kind, person and days as an ordinary form: what is chosen stands in the address. */
export function AuditFilters({ query, chosen, kinds, people }: AuditFiltersProps) {
  const words = useRef<HTMLInputElement>(null);
  useShortcuts([{ keys: "/", label: "Search", group: "List", run: () => words.current?.focus() }]);
  const submitOnChoice = ({ target, currentTarget }: FormEvent<HTMLFormElement>) => {
    if (target instanceof HTMLSelectElement) currentTarget.requestSubmit();
  };
  return (
    <Form key={query} className="filters" action="/audit" scroll={false} onChange={submitOnChoice}>
      <Input
        ref={words}
        frame="bar"
        type="search"
        name="q"
        icon={Search}
        keys="/"
        aria-label="Search kinds and people"
        placeholder="Kind or person"
        autoComplete="off"
        maxLength={100}
        defaultValue={chosen.q ?? ""}
      />
      <Select
        frame="bar"
        name="kind"
        aria-label="Kind"
        defaultValue={chosen.kind ?? ""}
        options={[
          { value: "", label: "All but notifications" },
          ...kinds.map((kind) => ({ value: kind, label: kindWords(kind) })),
        ]}
      />
      <Select
        frame="bar"
        name="actor"
        aria-label="Person"
        defaultValue={chosen.actor ?? ""}
        options={[{ value: "", label: "Everybody" }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <Input frame="bar" className="day" type="date" name="from" aria-label="From day" defaultValue={chosen.from} />
      <span className="t3">to</span>
      <Input frame="bar" className="day" type="date" name="to" aria-label="To day" defaultValue={chosen.to} />
      {chosen.lead ? (
        <>
          <input type="hidden" name="lead" value={chosen.lead} />
          <FilterChip about="Lead is" value="one lead" withoutHref={hrefWith(query, { lead: null })} />
        </>
      ) : null}
      <Button type="submit">Show</Button>
    </Form>
  );
}

/** The whole chain as a file; a plain link, since it streams. */
export function AuditExport() {
  return (
    <a className="btn" href="/api/audit/export" download>
      <Download className="i s" aria-hidden="true" />
      Export
    </a>
  );
}
