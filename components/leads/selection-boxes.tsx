"use client";

import { Checkbox } from "@/components/ui/checkbox";
import type { Lead } from "@/lib/leads/schema";
import { leadName } from "./lead-words";
import { useLeadSelection } from "./use-lead-selection";

/** Chooses everything that the filters find, loaded or not; again: nothing. */
export function AllBox() {
  const { any, all, chooseAll, clear } = useLeadSelection();
  return (
    <Checkbox
      aria-label="Select all leads in this list"
      checked={all}
      indeterminate={any && !all}
      onChange={all ? clear : chooseAll}
    />
  );
}

type LeadBoxProps = { lead: Lead; chosen: boolean; toggle: (leadId: string, range: boolean) => void };

/** With Shift everything from the lead that was chosen before. */
export function LeadBox({ lead, chosen, toggle }: LeadBoxProps) {
  return (
    <Checkbox
      aria-label={`Select ${leadName(lead)}`}
      checked={chosen}
      tabIndex={-1}
      onChange={({ nativeEvent }) => toggle(lead.id, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)}
    />
  );
}
