"use client";

import { Download, Ellipsis, GitMerge, History } from "lucide-react";
import { useRouter } from "next/navigation";
import { Menu, type MenuItem } from "@/components/ui/menu";
import type { LeadFilters } from "./lead-query";
import { selectionKey } from "./lead-selection";

/** What can be done with the list as it is filtered. */
export function ListMenu({ filters, mayExport }: { filters: LeadFilters; mayExport: boolean }) {
  const router = useRouter();
  return (
    <Menu
      label="List options"
      button={{ variant: "ghost", icon: Ellipsis, iconOnly: true, children: "List options" }}
      items={[
        ...(mayExport ? exportItems(selectionKey(filters)) : []),
        { id: "duplicates", label: "Duplicates", icon: GitMerge, run: () => router.push("/leads/duplicates") },
        { id: "changes", label: "Past bulk changes", icon: History, run: () => router.push("/leads/changes") },
      ]}
    />
  );
}

/** All leads that the filters find, as a file. */
export function exportItems(query: string): MenuItem[] {
  return [
    { id: "csv", label: "Export as CSV", icon: Download, run: () => download(query, "csv") },
    { id: "xlsx", label: "Export as Excel", icon: Download, run: () => download(query, "xlsx") },
  ];
}

function download(query: string, format: "csv" | "xlsx"): void {
  const link = document.createElement("a");
  link.href = `/api/leads/export?${query ? `${query}&` : ""}format=${format}`;
  link.download = "";
  link.click();
}
