"use client";

import { Download, Ellipsis, GitMerge, History } from "lucide-react";
import { useRouter } from "next/navigation";
import { Menu, type MenuItem } from "@/components/ui/menu";
import { hideToast, showProblem, showToast } from "@/components/ui/toast";
import type { LeadFilters } from "./lead-query";
import { selectionKey } from "./lead-selection";
import { saveAnswer } from "./save-file";

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
  return fileItems((format) => `/api/leads/export?${query ? `${query}&` : ""}format=${format}`);
}

/** What an address of ours gives in each format, as a file. */
export function fileItems(address: (format: "csv" | "xlsx") => string): MenuItem[] {
  return [
    { id: "csv", label: "Export as CSV", icon: Download, run: () => download(address("csv")) },
    {
      id: "xlsx",
      label: "Export as Excel",
      icon: Download,
      run: () => void downloadWhole("Excel", () => fetch(address("xlsx"))),
    },
  ];
}

/** Leads that were chosen one by one, or all but some, as a file. */
export function chosenItems(chosen: () => object): MenuItem[] {
  const make = (format: string, name: string) => () =>
    void downloadWhole(name, () =>
      fetch("/api/leads/export", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ ...chosen(), format }),
      }),
    );
  return [
    { id: "csv", label: "Export as CSV", icon: Download, run: make("csv", "CSV") },
    { id: "xlsx", label: "Export as Excel", icon: Download, run: make("xlsx", "Excel") },
  ];
}

/** A stream of any length: the browser keeps it as it comes. */
function download(address: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = "";
  link.click();
}

/** A file that is made as a whole: until it is there, and where there is none, it says so. */
async function downloadWhole(name: string, ask: () => Promise<Response>): Promise<void> {
  const waiting = showToast({ message: `The ${name} file is being made`, icon: Download, seconds: 120 });
  const answer = await ask().catch(() => null);
  try {
    if (answer?.ok) await saveAnswer(answer);
    else showProblem(answer ? await detailOf(answer) : NOT_REACHED);
  } catch {
    showProblem(NOT_REACHED);
  } finally {
    hideToast(waiting);
  }
}

const NOT_REACHED = "The connection failed and there is no file. Try again in a moment.";

async function detailOf(answer: Response): Promise<string> {
  const told: unknown = await answer.json().catch(() => null);
  const detail = typeof told === "object" && told !== null && "detail" in told ? told.detail : null;
  return typeof detail === "string" ? detail : "There is no file. Try again in a moment.";
}
