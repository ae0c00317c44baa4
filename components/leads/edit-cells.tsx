"use client";

import { type ReactNode, useState } from "react";
import { TagList } from "@/components/tags/tag-list";
import type { Lead } from "@/lib/leads/schema";
import type { TagColours } from "@/lib/tags/schema";
import { OwnerCell } from "./lead-cells";
import { type TextField, textOf } from "./lead-changes";
import { leadName } from "./lead-words";
import { OwnerPick } from "./owner-pick";
import { StatusBars } from "./status-bars";
import { StatusPick } from "./status-pick";
import { STATUS_NAMES } from "./status-words";
import { TextEdit } from "./text-edit";

export function StatusEdit({ lead }: { lead: Lead }) {
  return (
    <EditCell
      field="status"
      label={`Status of ${leadName(lead)}: ${STATUS_NAMES[lead.status]}`}
      editor={() => <StatusPick lead={lead} />}
    >
      <StatusBars status={lead.status} />
    </EditCell>
  );
}

export function OwnerEdit({ lead, userId }: { lead: Lead; userId?: string }) {
  return (
    <EditCell
      field="owner"
      label={`Owner of ${leadName(lead)}: ${lead.owner?.name ?? "nobody"}`}
      editor={() => <OwnerPick lead={lead} />}
    >
      <OwnerCell lead={lead} userId={userId} />
    </EditCell>
  );
}

const FIELD_NAMES: Record<TextField, string> = { title: "Title", source: "Source", company: "Company", tags: "Tags" };

export function TagsEdit({ lead, colours }: { lead: Lead; colours: TagColours }) {
  return (
    <FieldEdit lead={lead} field="tags">
      <TagList tags={lead.tags} colours={colours} />
    </FieldEdit>
  );
}

export function FieldEdit({ lead, field, children }: { lead: Lead; field: TextField; children?: ReactNode }) {
  const text = textOf(lead, field);
  const label = `${FIELD_NAMES[field]} of ${leadName(lead)}`;
  return (
    <EditCell
      field={field}
      label={`${label}: ${text || "empty"}`}
      editor={(close) => <TextEdit lead={lead} field={field} label={label} onClose={close} />}
    >
      {children ?? <span className="cut">{text}</span>}
    </EditCell>
  );
}

type EditCellProps = { field: string; label: string; editor: (close: () => void) => ReactNode; children: ReactNode };

// What the cell becomes is here already: what is typed right after the click must not go elsewhere.
// The button is not a stop for Tab: five of them in every row would be a long way down. The keys of the list reach them.
function EditCell({ field, label, editor, children }: EditCellProps) {
  const [open, setOpen] = useState(false);
  return (
    <span className="contents" data-edit={field}>
      {open ? (
        editor(() => setOpen(false))
      ) : (
        <button type="button" className="cell" aria-label={label} tabIndex={-1} onClick={() => setOpen(true)}>
          {children}
        </button>
      )}
    </span>
  );
}
