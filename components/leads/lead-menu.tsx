"use client";

import { Ban, Ellipsis, Pencil, Trash2, UserPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { DncAddAction } from "@/components/dnc/dnc-add-state";
import { DncLeadDialog } from "@/components/dnc/dnc-lead-dialog";
import { useShortcuts } from "@/components/shell/keyboard";
import { Menu } from "@/components/ui/menu";
import { showProblem, showToast } from "@/components/ui/toast";
import type { Problem } from "@/lib/outreach/schema";

type Done = Promise<{ ok: true } | { ok: false; problem: Problem }>;
export type LeadMenuProps = {
  leadId: string;
  name: string;
  deleteLead: (leadId: string) => Done;
  restoreLead: (leadId: string) => Done;
  addDnc: DncAddAction;
  /** whether the reader has this lead already */
  mine: boolean;
  requestHandOver: (wish: { lead_id: string }) => Done;
};

/** What is done seldom: edit, do not contact, and delete with the way back. */
export function LeadMenu(props: LeadMenuProps) {
  const { leadId, name, deleteLead, restoreLead, addDnc, mine, requestHandOver } = props;
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const edit = () => router.push(`/leads/${leadId}/edit`);
  useShortcuts([{ keys: "d", label: "Do not contact", group: "Lead", run: () => setAsking(true) }]);
  const undo = async () => {
    const answer = await restoreLead(leadId);
    if (answer.ok) router.push(`/leads/${leadId}`);
    else showProblem(answer.problem.detail);
  };
  const ask = async () => {
    const answer = await requestHandOver({ lead_id: leadId });
    if (answer.ok) showToast({ message: `Asked for ${name}. You hear the answer behind the bell.` });
    else showProblem(answer.problem.detail);
  };
  const remove = async () => {
    const answer = await deleteLead(leadId);
    if (!answer.ok) return showProblem(answer.problem.detail);
    router.push("/leads");
    showToast({ message: `${name} deleted. The history stays.`, onUndo: () => void undo() });
  };
  return (
    <>
      <Menu
        label="More about this lead"
        button={{ variant: "ghost", icon: Ellipsis, iconOnly: true, children: "More" }}
        items={[
          { id: "edit", label: "Edit lead", icon: Pencil, run: edit },
          {
            id: "ask",
            label: "Ask for this lead",
            icon: UserPlus,
            off: mine ? "It is yours" : null,
            run: () => void ask(),
          },
          { id: "dnc", label: "Do not contact", icon: Ban, keys: "D", danger: true, run: () => setAsking(true) },
          { id: "delete", label: "Delete lead", icon: Trash2, danger: true, run: () => void remove() },
        ]}
      />
      <DncLeadDialog lead={{ id: leadId, name }} action={addDnc} open={asking} onClose={() => setAsking(false)} />
    </>
  );
}
