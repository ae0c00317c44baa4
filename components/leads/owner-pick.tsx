"use client";

import { useEffect, useRef } from "react";
import { Menu } from "@/components/ui/menu";
import type { Lead } from "@/lib/leads/schema";
import { OwnerCell } from "./lead-cells";
import { useLeadEdits } from "./lead-edits";
import { leadName } from "./lead-words";

/** The owner of a lead as a menu of colleagues; opens with the first press. */
export function OwnerPick({ lead }: { lead: Lead }) {
  const { people, userId, assign } = useLeadEdits();
  const opener = useRef<(() => void) | null>(null);
  useEffect(() => opener.current?.(), []);
  const choices = [null, ...people];
  return (
    <Menu
      label={`Owner of ${leadName(lead)}`}
      opener={opener}
      button={{
        className: "cell",
        variant: "ghost",
        "aria-label": `Owner of ${leadName(lead)}: ${lead.owner?.name ?? "nobody"}`,
        children: <OwnerCell lead={lead} userId={userId} />,
      }}
      items={choices.map((one) => ({
        id: one?.id ?? "nobody",
        label: one === null ? "Nobody" : one.id === userId ? "You" : one.name,
        checked: (lead.owner?.id ?? null) === (one?.id ?? null),
        run: () => {
          if ((lead.owner?.id ?? null) !== (one?.id ?? null)) void assign(lead, one);
        },
      }))}
    />
  );
}
