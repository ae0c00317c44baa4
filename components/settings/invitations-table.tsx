"use client";

import { Button } from "@/components/ui/button";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { PhoneLine } from "@/components/ui/phone-line";
import { RelativeTime } from "@/components/ui/relative-time";
import { showProblem, showToast } from "@/components/ui/toast";
import type { Invitation } from "@/lib/organizations/schema";
import { ROLE_NAMES } from "./role-names";
import type { SettingsAction } from "./use-action";

type InvitationsTableProps = { invitations: Invitation[]; revoke: SettingsAction<{ id: string }> };

/** Links that were made and not used yet. */
export function InvitationsTable({ invitations, revoke }: InvitationsTableProps) {
  const withdraw = async ({ id, email }: Invitation) => {
    const result = await revoke({ id });
    if (result.ok) showToast({ message: `The invitation of ${email} no longer works` });
    else showProblem(result.problem.detail);
  };
  const columns: TableColumn<Invitation>[] = [
    {
      id: "email",
      header: "Invited",
      className: "c-name",
      cell: (one) => (
        <>
          <span className="m max-[720px]:whitespace-normal max-[720px]:wrap-anywhere">{one.email}</span>
          <PhoneLine>
            By {one.invited_by.name}, works until: <RelativeTime at={one.expires_at} form="until" focusable={false} />
          </PhoneLine>
        </>
      ),
    },
    { id: "role", header: "Role", width: "w-32", className: "c-co", cell: (one) => ROLE_NAMES[one.role] },
    { id: "by", header: "By", width: "w-40", className: "t2", cell: (one) => one.invited_by.name },
    {
      id: "until",
      header: "Works until",
      width: "w-40",
      className: "t2",
      cell: (one) => <RelativeTime at={one.expires_at} form="until" focusable={false} />,
    },
    {
      id: "withdraw",
      header: "",
      headerLabel: "Actions",
      width: "w-28",
      className: "c-dots end",
      cell: (one) => (
        <Button size="small" aria-label={`Withdraw the invitation of ${one.email}`} onClick={() => void withdraw(one)}>
          Withdraw
        </Button>
      ),
    },
  ];
  return <DataTable label="Open invitations" rows={invitations} rowKey={(one) => one.id} columns={columns} />;
}
