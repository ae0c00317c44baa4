"use client";

import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { Menu } from "@/components/ui/menu";
import { showProblem, showToast } from "@/components/ui/toast";
import type { Problem } from "@/lib/outreach/schema";

type Done = Promise<{ ok: true } | { ok: false; problem: Problem }>;
export type LeadMenuProps = {
  leadId: string;
  name: string;
  deleteLead: (leadId: string) => Done;
  restoreLead: (leadId: string) => Done;
};

/** What is done seldom: edit, and delete with the way back. */
export function LeadMenu({ leadId, name, deleteLead, restoreLead }: LeadMenuProps) {
  const router = useRouter();
  const undo = async () => {
    const answer = await restoreLead(leadId);
    if (answer.ok) router.push(`/leads/${leadId}`);
    else showProblem(answer.problem.detail);
  };
  const remove = async () => {
    const answer = await deleteLead(leadId);
    if (!answer.ok) return showProblem(answer.problem.detail);
    router.push("/leads");
    showToast({ message: `${name} deleted. The history stays.`, onUndo: () => void undo() });
  };
  return (
    <Menu
      label="More about this lead"
      button={{ variant: "ghost", icon: Ellipsis, iconOnly: true, children: "More" }}
      items={[
        { id: "edit", label: "Edit lead", icon: Pencil, run: () => router.push(`/leads/${leadId}/edit`) },
        { id: "delete", label: "Delete lead", icon: Trash2, run: () => void remove() },
      ]}
    />
  );
}
