"use client";

import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { FilterChip } from "@/components/ui/badge";
import { Menu } from "@/components/ui/menu";
import { LEAD_STATUSES } from "@/lib/leads/list-rules";
import type { LeadStatus } from "@/lib/leads/schema";
import { filterWords } from "./filter-words";
import { type LeadFilters as Filters, leadHref } from "./lead-query";
import { LeadSearch } from "./lead-search";
import { STATUS_NAMES } from "./status-words";
import type { ChangeFilters } from "./use-lead-list";

export type LeadFiltersProps = {
  filters: Filters;
  change: ChangeFilters;
  people: { id: string; name: string }[];
  children?: ReactNode;
};

/** Search, the filters that are on as chips, and what else can be filtered. All of it is in the address. */
export function LeadFilters({ filters, change, people, children }: LeadFiltersProps) {
  const { owner, tag, filter } = filters;
  const status = filters.status ?? [];
  const owners = [{ id: "me", name: "You" }, { id: "none", name: "Nobody" }, ...people];
  const chip = (about: string, value: string, without: Partial<Filters>) => (
    <FilterChip about={about} value={value} withoutHref={leadHref(filters, without)} onRemove={() => change(without)} />
  );
  const toggle = (one: LeadStatus) =>
    change({ status: status.includes(one) ? withoutOne(status, one) : [...status, one] });
  return (
    <div className="filters">
      <LeadSearch filters={filters} change={change} owners={owners} />
      {status.length > 0
        ? chip("Status is", status.map((one) => STATUS_NAMES[one].toLowerCase()).join(", "), { status: null })
        : null}
      {owner
        ? chip("Owner is", owners.find((one) => one.id === owner)?.name ?? "somebody else", { owner: null })
        : null}
      {tag ? chip("Tag is", tag, { tag: null }) : null}
      {filter ? chip("Conditions", filterWords(filter), { filter: null }) : null}
      <Menu
        label="Filter by status"
        button={{ ...BUTTON, children: "Status" }}
        items={LEAD_STATUSES.map((one) => ({
          id: one,
          label: STATUS_NAMES[one],
          checked: status.includes(one),
          run: () => toggle(one),
        }))}
      />
      <Menu
        label="Filter by owner"
        button={{ ...BUTTON, children: "Owner" }}
        items={owners.map((one) => ({
          id: one.id,
          label: one.name,
          checked: owner === one.id,
          run: () => change({ owner: owner === one.id ? null : one.id }),
        }))}
      />
      <span className="grow" />
      {children}
    </div>
  );
}

// Without scripts the search form has these as selects.
const BUTTON = { variant: "ghost", icon: Plus, className: "needs-script" } as const;

function withoutOne(status: LeadStatus[], one: LeadStatus): LeadStatus[] | null {
  const rest = status.filter((other) => other !== one);
  return rest.length > 0 ? rest : null;
}
