"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { showProblem, showToast } from "@/components/ui/toast";
import type { DeletedLead } from "@/lib/deletions/schema";
import type { Problem } from "@/lib/guard/schema";

type Restore = (leadId: string) => Promise<{ ok: true } | { ok: false; problem: Problem }>;

/** Deleted leads with the way back. Their history was never gone. */
export function DeletedList({ leads, restore }: { leads: DeletedLead[]; restore: Restore }) {
  const router = useRouter();
  if (leads.length === 0) {
    return (
      <EmptyState title="Nothing was deleted">
        A deleted lead stands here until it is brought back or purged.
      </EmptyState>
    );
  }
  const bring = async (lead: DeletedLead) => {
    const answer = await restore(lead.id);
    if (!answer.ok) return showProblem(answer.problem.detail);
    showToast({ message: `${lead.name} is back` });
    router.push(`/leads/${lead.id}`);
  };
  const columns: TableColumn<DeletedLead>[] = [
    { id: "name", header: "Lead", cell: (lead) => <span className="m">{lead.name}</span> },
    { id: "company", header: "Company", className: "wide", cell: (lead) => lead.company },
    { id: "owner", header: "Owner", className: "wide", cell: (lead) => lead.owner?.name ?? "Nobody" },
    { id: "deleted", header: "Deleted", width: "w-32", cell: (lead) => <RelativeTime at={lead.deleted_at} /> },
    {
      id: "purged",
      header: "Purged",
      width: "w-32",
      className: "wide",
      cell: (lead) =>
        lead.purged_from ? <RelativeTime at={lead.purged_from} form="until" /> : <span className="t3">Never</span>,
    },
    {
      id: "restore",
      header: "",
      headerLabel: "Bring back",
      width: "w-28",
      cell: (lead) => (
        <Button aria-label={`Restore ${lead.name}`} onClick={() => void bring(lead)}>
          Restore
        </Button>
      ),
    },
  ];
  return <DataTable label="Deleted leads" columns={columns} rows={leads} rowKey={(lead) => lead.id} />;
}
