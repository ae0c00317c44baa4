"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { FilterChip } from "@/components/ui/badge";
import { Menu } from "@/components/ui/menu";
import { hrefWith } from "@/components/ui/query-href";
import { LEAD_STATUSES, type LeadStatus } from "@/lib/leads/schema";
import { LeadSearch } from "./lead-search";
import { STATUS_NAMES } from "./status-words";

export type LeadFiltersProps = {
  /** The page's query without "?". */
  query: string;
  q: string;
  status: LeadStatus[];
  /** "me", "none" or a member's id. */
  owner: string | null;
  tag: string | null;
  people: { id: string; name: string }[];
};

/** Search, the filters that are on as chips, and what else can be filtered. All of it is in the address. */
export function LeadFilters({ query, q, status, owner, tag, people }: LeadFiltersProps) {
  const router = useRouter();
  const go = (change: Record<string, string | null>) => () => router.push(hrefWith(query, change), { scroll: false });
  const toggled = (one: LeadStatus) =>
    status.includes(one) ? status.filter((other) => other !== one) : [...status, one];
  const owners = [{ id: "me", name: "You" }, { id: "none", name: "Nobody" }, ...people];
  return (
    <div className="filters">
      <LeadSearch query={query} value={q} />
      {status.length > 0 ? (
        <FilterChip
          about="Status is"
          value={status.map((one) => STATUS_NAMES[one].toLowerCase()).join(", ")}
          withoutHref={hrefWith(query, { status: null })}
        />
      ) : null}
      {owner ? (
        <FilterChip
          about="Owner is"
          value={owners.find((one) => one.id === owner)?.name ?? "somebody else"}
          withoutHref={hrefWith(query, { owner: null })}
        />
      ) : null}
      {tag ? <FilterChip about="Tag is" value={tag} withoutHref={hrefWith(query, { tag: null })} /> : null}
      <Menu
        label="Filter by status"
        button={{ variant: "ghost", icon: Plus, children: "Status" }}
        items={LEAD_STATUSES.map((one) => ({
          id: one,
          label: STATUS_NAMES[one],
          checked: status.includes(one),
          run: go({ status: toggled(one).join(",") }),
        }))}
      />
      <Menu
        label="Filter by owner"
        button={{ variant: "ghost", icon: Plus, children: "Owner" }}
        items={owners.map((one) => ({
          id: one.id,
          label: one.name,
          checked: owner === one.id,
          run: go({ owner: owner === one.id ? null : one.id }),
        }))}
      />
    </div>
  );
}
