"use client";

import { Ban, Download, Ellipsis, Eraser, History, Pencil, Trash2, UserPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { DncAddAction } from "@/components/dnc/dnc-add-state";
import { DncLeadDialog } from "@/components/dnc/dnc-lead-dialog";
import { useShortcuts } from "@/components/shell/keyboard";
import { Menu } from "@/components/ui/menu";
import { showProblem, showToast } from "@/components/ui/toast";
import type { Problem } from "@/lib/guard/schema";
import { EraseDialog, type EraseDialogProps } from "./erase-dialog";
import { saveFile } from "./save-file";

type Done = Promise<{ ok: true } | { ok: false; problem: Problem }>;
export type LeadMenuProps = {
  leadId: string;
  name: string;
  deleteLead: (leadId: string) => Done;
  restoreLead: (leadId: string) => Done;
  addDnc: DncAddAction;
  /** for admins: what a person may ask of those who keep data about them */
  person?: {
    erase: EraseDialogProps["erase"];
    exportAll: (leadId: string) => Promise<{ ok: true; output: unknown } | { ok: false; problem: Problem }>;
  };
  /** whether the reader has this lead already */
  mine: boolean;
  requestHandOver: (wish: { lead_id: string }) => Done;
};

/** What is done seldom: edit, do not contact, and delete with the way back. */
export function LeadMenu(props: LeadMenuProps) {
  const { leadId, name, deleteLead, restoreLead, addDnc, mine, requestHandOver, person } = props;
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const [erasing, setErasing] = useState(false);
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
  const saveAll = async (exportAll: NonNullable<LeadMenuProps["person"]>["exportAll"]) => {
    const answer = await exportAll(leadId);
    if (!answer.ok) return showProblem(answer.problem.detail);
    saveFile(`${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}.json`, JSON.stringify(answer.output, null, 2));
  };
  return (
    <>
      <Menu
        label="More about this lead"
        button={{ variant: "ghost", icon: Ellipsis, iconOnly: true, children: "More" }}
        items={[
          { id: "edit", label: "Edit lead", icon: Pencil, run: edit },
          { id: "changes", label: "Changes", icon: History, run: () => router.push(`/leads/${leadId}/changes`) },
          {
            id: "ask",
            label: "Ask for this lead",
            icon: UserPlus,
            off: mine ? "It is yours" : null,
            run: () => void ask(),
          },
          { id: "dnc", label: "Do not contact", icon: Ban, keys: "D", danger: true, run: () => setAsking(true) },
          { id: "delete", label: "Delete lead", icon: Trash2, danger: true, run: () => void remove() },
          ...(person
            ? [
                { id: "export", label: "Export everything", icon: Download, run: () => void saveAll(person.exportAll) },
                { id: "erase", label: "Erase person", icon: Eraser, danger: true, run: () => setErasing(true) },
              ]
            : []),
        ]}
      />
      <DncLeadDialog lead={{ id: leadId, name }} action={addDnc} open={asking} onClose={() => setAsking(false)} />
      {person ? (
        <EraseDialog
          lead={{ id: leadId, name }}
          erase={person.erase}
          open={erasing}
          onClose={() => setErasing(false)}
        />
      ) : null}
    </>
  );
}
