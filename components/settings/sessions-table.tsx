"use client";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { PhoneLine } from "@/components/ui/phone-line";
import { RelativeTime } from "@/components/ui/relative-time";
import { showProblem, showToast } from "@/components/ui/toast";
import type { Session } from "@/lib/accounts/schema";
import type { SettingsAction } from "./use-action";

type SessionsTableProps = { sessions: Session[]; currentId: string; revoke: SettingsAction<{ id: string }> };

/** Where people are signed in; ending one works at once. */
export function SessionsTable({ sessions, currentId, revoke }: SessionsTableProps) {
  const end = async ({ id, device }: Session) => {
    const result = await revoke({ id });
    if (result.ok) showToast({ message: `Signed out: ${device}` });
    else showProblem(result.problem.detail);
  };
  const columns: TableColumn<Session>[] = [
    {
      id: "device",
      header: "Device",
      className: "c-name",
      cell: (one) => (
        <>
          <span className="who">
            <span className="m cut">{one.device}</span>
            {one.id === currentId ? <Badge tone="accent">This one</Badge> : null}
          </span>
          <PhoneLine>
            {one.ip ? `From ${one.ip}, signed in ` : "Signed in "}
            <RelativeTime at={one.created_at} focusable={false} />, last used{" "}
            <RelativeTime at={one.last_seen_at} focusable={false} />
          </PhoneLine>
        </>
      ),
    },
    { id: "user", header: "Who", width: "w-40", className: "c-co", cell: (one) => one.user.name },
    { id: "ip", header: "Address", width: "w-36", className: "t2", cell: (one) => one.ip },
    {
      id: "since",
      header: "Signed in",
      width: "w-32",
      className: "t2",
      cell: (one) => <RelativeTime at={one.created_at} focusable={false} />,
    },
    {
      id: "seen",
      header: "Last used",
      width: "w-32",
      className: "t2",
      cell: (one) => <RelativeTime at={one.last_seen_at} focusable={false} />,
    },
    {
      id: "end",
      header: "",
      headerLabel: "Actions",
      width: "w-28",
      className: "c-dots end",
      cell: (one) =>
        one.id === currentId ? null : (
          <Button size="small" aria-label={`Sign out ${one.device} of ${one.user.name}`} onClick={() => void end(one)}>
            Sign out
          </Button>
        ),
    },
  ];
  return <DataTable label="Sessions" rows={sessions} rowKey={(one) => one.id} columns={columns} />;
}
