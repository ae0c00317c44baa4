"use client";

import { Columns3, List } from "lucide-react";
import { ShallowLink } from "@/components/ui/shallow-link";
import { type LeadFilters, leadHref } from "./lead-query";
import type { ChangeFilters } from "./use-lead-list";

const LAYOUTS = [
  { layout: null, label: "List", icon: List },
  { layout: "board", label: "Board", icon: Columns3 },
] as const;

/** The same leads as rows, or by status as a board. */
export function LayoutSwitch({ filters, change }: { filters: LeadFilters; change: ChangeFilters }) {
  return (
    <nav className="seg needs-script" aria-label="Layout">
      {LAYOUTS.map(({ layout, label, icon: Icon }) => (
        <ShallowLink
          key={label}
          href={leadHref(filters, { layout })}
          onGo={() => change({ layout })}
          aria-label={label}
          aria-current={filters.layout === layout ? "page" : undefined}
        >
          <Icon className="i s" aria-hidden="true" />
          <span className="wide">{label}</span>
        </ShallowLink>
      ))}
    </nav>
  );
}
