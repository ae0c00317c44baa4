"use client";

import { Ban, Ellipsis, ListChecks, ListFilter, ListPlus, ListStart, Tag, Tags, Trash2, UserPlus } from "lucide-react";
import { useState } from "react";
import { toChosenLeads } from "@/components/leads/lead-selection";
import { chosenItems, exportItems } from "@/components/leads/list-menu";
import { useLeadSelection } from "@/components/leads/use-lead-selection";
import { useShortcuts } from "@/components/shell/keyboard";
import { Button } from "@/components/ui/button";
import { countWords } from "@/components/ui/count-words";
import { Menu, type MenuItem } from "@/components/ui/menu";
import type { AskedAction } from "@/lib/bulk-actions/schema";
import { BulkDialog, type StartBulk } from "./bulk-dialog";
import { useBulk } from "./bulk-provider";
import { leadsWords } from "./bulk-words";

export type BulkButtonsProps = {
  people: readonly { id: string; name: string }[];
  start: StartBulk;
  mayExport: boolean;
};

/** What can be done with the chosen leads: the usual as buttons, everything behind "More". */
export function BulkButtons({ people, start, mayExport }: BulkButtonsProps) {
  const { selection, count, clear, all, chooseAll } = useLeadSelection();
  const { watch } = useBulk();
  const [asking, setAsking] = useState<AskedAction | null>(null);
  const ask = (action: AskedAction) => () => setAsking(action);
  const everything = selection.kind === "filter";
  const whom = everything
    ? `${wholeOf(selection.except.size)}${countWords(count)} leads found`
    : leadsWords(count.total ?? 0);
  useShortcuts([
    { keys: "a", label: "Assign the selected", group: "List", run: ask("assign") },
    { keys: "t", label: "Tag the selected", group: "List", run: ask("add_tags") },
    { keys: "s", label: "Change status of the selected", group: "List", run: ask("change_status") },
    { keys: "d", label: "Do not contact the selected", group: "List", run: ask("do_not_contact") },
  ]);
  const items: MenuItem[] = [
    // On a phone there is no room for it beside the count.
    ...(all ? [] : [{ id: "all", label: "Select all found", icon: ListPlus, run: chooseAll }]),
    { id: "assign", label: "Assign", icon: UserPlus, keys: "A", run: ask("assign") },
    { id: "tag", label: "Tag", icon: Tag, keys: "T", run: ask("add_tags") },
    { id: "untag", label: "Take a tag off", icon: Tags, run: ask("remove_tags") },
    { id: "segment", label: "Put into a segment", icon: ListFilter, run: ask("add_to_segment") },
    { id: "enroll", label: "Enroll in a sequence", icon: ListStart, run: ask("enroll") },
    { id: "status", label: "Change status", icon: ListChecks, keys: "S", run: ask("change_status") },
    ...(mayExport ? exportsOf(selection) : []),
    { id: "dnc", label: "Do not contact", icon: Ban, keys: "D", danger: true, run: ask("do_not_contact") },
    { id: "delete", label: "Delete", icon: Trash2, danger: true, run: ask("delete") },
  ];
  return (
    <>
      <Button className="wide" icon={UserPlus} onClick={ask("assign")}>
        Assign
      </Button>
      <Button className="wide" icon={Tag} onClick={ask("add_tags")}>
        Tag
      </Button>
      <Button className="wide" icon={ListChecks} onClick={ask("change_status")}>
        Status
      </Button>
      <Menu label="What to do with the selected leads" button={{ icon: Ellipsis, children: "More" }} items={items} />
      <BulkDialog
        action={asking}
        whom={whom}
        chosen={() => toChosenLeads(selection)}
        people={people}
        start={start}
        onStarted={(bulk) => {
          watch(bulk);
          clear();
        }}
        onClose={() => setAsking(null)}
      />
    </>
  );
}

const wholeOf = (exceptions: number) => (exceptions === 0 ? "all " : "");

function exportsOf(selection: ReturnType<typeof useLeadSelection>["selection"]): MenuItem[] {
  if (selection.kind === "filter" && selection.except.size === 0)
    return exportItems(new URLSearchParams(selection.filter).toString());
  return chosenItems(() => toChosenLeads(selection));
}
