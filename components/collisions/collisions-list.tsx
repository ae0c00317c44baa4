"use client";

import Link from "next/link";
import { CHANNEL_NAMES } from "@/components/outreach/channel-words";
import { collisionWords } from "@/components/timeline/touch-words";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Collision } from "@/lib/collisions/schema";
import { channelSchema, refusalCodeSchema } from "@/lib/guard/schema";
import { CollisionBadge } from "./collision-badge";
import { type CollisionActions, CollisionDialog } from "./collision-dialog";
import { RESOLUTION_NAMES } from "./resolution-words";

type Props = { collisions: Collision[]; userId: string; mayReview: boolean; actions: CollisionActions };

/** Every time two touches broke a rule: what became of it, who, to whom, against which touch, and why. */
export function CollisionsList({ collisions, ...look }: Props) {
  if (collisions.length === 0) {
    return (
      <EmptyState title="No collision here">
        Nobody was contacted twice against a rule in what you are looking at.
      </EmptyState>
    );
  }
  const columns: TableColumn<Collision>[] = [
    ...COLUMNS,
    {
      id: "look",
      header: "",
      headerLabel: "Look",
      className: "c-owner",
      width: "w-24",
      cell: (one) => <CollisionDialog collision={one} {...look} />,
    },
  ];
  return <DataTable label="Collisions" rows={collisions} rowKey={(one) => one.id} columns={columns} />;
}

const COLUMNS: TableColumn<Collision>[] = [
  { id: "lead", header: "Lead", className: "c-name", width: "w-60", cell: LeadCell },
  {
    id: "kind",
    header: "Outcome",
    className: "c-dots",
    width: "w-28",
    cell: (one) => <CollisionBadge kind={one.kind} />,
  },
  { id: "who", header: "Who", className: "c-co t2", width: "w-44", cell: WhoCell },
  { id: "against", header: "Against", width: "w-44", cell: AgainstCell },
  { id: "why", header: "Rule and reason", cell: WhyCell },
  {
    id: "when",
    header: "When",
    className: "c-last",
    width: "w-28",
    cell: (one) => <RelativeTime at={one.at} focusable={false} />,
  },
];

function LeadCell({ lead }: Collision) {
  return (
    <span className="who">
      <Link className="m cut" href={`/leads/${lead.id}`} prefetch={false}>
        {lead.name}
      </Link>
      <span className="t3 cut">{lead.company}</span>
    </span>
  );
}

function WhoCell({ user, method }: Collision) {
  const channel = channelSchema.safeParse(method);
  return `${user?.name ?? "Somebody"}, ${channel.success ? CHANNEL_NAMES[channel.data] : method}`;
}

function AgainstCell({ other }: Collision) {
  if (!other) return <span className="t3">–</span>;
  return (
    <>
      {other.user?.name ?? "Somebody"}{" "}
      <span className="t3">
        <RelativeTime at={other.at} focusable={false} />
      </span>
    </>
  );
}

function WhyCell({ code, reason, resolution }: Collision) {
  const known = refusalCodeSchema.safeParse(code);
  const rule = known.success ? collisionWords(known.data) : code;
  return (
    <span title={reason ?? undefined}>
      {rule}
      {reason ? <span className="t3">. “{reason}”</span> : null}
      {resolution ? <span className="t2">. {RESOLUTION_NAMES[resolution]}</span> : null}
    </span>
  );
}
