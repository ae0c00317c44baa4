"use client";

import { List } from "lucide-react";
import { useRouter } from "next/navigation";
import { useShortcuts } from "@/components/shell/keyboard";
import { showToast } from "@/components/ui/toast";
import { useLeadMemory } from "./lead-memory";
import { idsBetween, indexOfLead } from "./lead-parts";

/** The keys from a lead back to the list it was opened from, and to the one before or behind it there. */
export function LeadWays({ leadId }: { leadId: string }) {
  const router = useRouter();
  const memory = useLeadMemory();
  const back = () => {
    memory.returning = true;
    router.push(memory.last?.href ?? "/leads");
  };
  const step = (by: 1 | -1) => {
    const query = memory.last?.query;
    const rows = query === undefined ? undefined : memory.store.read(query);
    const at = rows ? indexOfLead(rows.parts, leadId) : -1;
    const [next] = rows && at + by >= 0 && at >= 0 ? idsBetween(rows.parts, at + by, at + by + 1) : [];
    if (query === undefined || next === undefined) return void showToast({ message: NO_MORE[by], icon: List });
    memory.places.set(query, { top: memory.places.get(query)?.top ?? 0, cursor: next });
    // In the place of this one, so that back is the list.
    router.replace(`/leads/${next}`);
  };
  useShortcuts([
    { keys: "Escape", label: "Back to the list", group: "Lead", run: back },
    { keys: "j", label: "Next lead of the list", group: "Lead", run: () => step(1) },
    { keys: "k", label: "Previous lead of the list", group: "Lead", run: () => step(-1) },
  ]);
  return null;
}

const NO_MORE = { 1: "No lead behind this one in the list", [-1]: "No lead before this one in the list" };
