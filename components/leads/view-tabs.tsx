"use client";

import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { SavedView } from "@/lib/saved-views/schema";
import { isSameQuery, type LeadFilters, viewHref, viewQuery } from "./lead-query";
import type { ViewActions } from "./view-actions";
import { ViewMenu } from "./view-menu";

const ViewDialog = dynamic(() => import("./view-dialog").then((module) => module.ViewDialog));

export type ViewTabsProps = { views: readonly SavedView[]; filters: LeadFilters; actions: ViewActions };

/** The saved views as links, which of them is open, and whether the list is still what it says. */
export function ViewTabs({ views, filters, actions }: ViewTabsProps) {
  const [asking, setAsking] = useState<"new" | "change" | null>(null);
  const open = views.find((one) => one.id === filters.view) ?? null;
  const query = viewQuery(filters);
  const changed = open ? !isSameQuery(open.query, query) : Object.keys(query).length > 0;
  return (
    <div className="views">
      <nav className="tabs" aria-label="Saved views">
        <Link
          href={views.some((one) => one.is_default) ? "/leads?view=all" : "/leads"}
          aria-current={open ? undefined : "page"}
          prefetch={false}
        >
          All
        </Link>
        {views.map((view) => (
          <Link key={view.id} href={viewHref(view)} aria-current={view === open ? "page" : undefined} prefetch={false}>
            {view.name}
            {view === open && changed ? <span className="n">changed</span> : null}
          </Link>
        ))}
      </nav>
      <span className="row needs-script">
        {changed ? (
          <Button variant="ghost" icon={Plus} onClick={() => setAsking("new")}>
            {open ? "Save as new" : "Save view"}
          </Button>
        ) : null}
        {open && changed && open.may_change ? (
          <Button onClick={() => actions.saveChanges(open, query)}>Save changes</Button>
        ) : null}
        {open ? <ViewMenu view={open} actions={actions} onChange={() => setAsking("change")} /> : null}
      </span>
      {asking ? (
        <ViewDialog
          view={asking === "change" ? open : null}
          query={query}
          actions={actions}
          onClose={() => setAsking(null)}
        />
      ) : null}
    </div>
  );
}
