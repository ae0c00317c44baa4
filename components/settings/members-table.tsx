"use client";

import { useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { Dialog } from "@/components/ui/dialog";
import { PhoneWords } from "@/components/ui/phone-line";
import { RelativeTime } from "@/components/ui/relative-time";
import { Select } from "@/components/ui/select";
import { showProblem, showToast } from "@/components/ui/toast";
import type { Member } from "@/lib/accounts/schema";
import { type ChangeMember, MemberMenu } from "./member-menu";
import { MemberPlaceDialog } from "./member-place-dialog";
import { ROLE_NAMES, ROLE_OPTIONS, roleOf, sightWords } from "./role-names";
import { fullAddress, ShownOnce } from "./shown-once";
import type { SettingsAction } from "./use-action";

export type MembersTableProps = {
  members: Member[];
  /** an admin changes; everybody else reads */
  mayChange: boolean;
  changeMember: SettingsAction<ChangeMember>;
  createReset: SettingsAction<{ user_id: string }, { path: string }>;
  userId: string;
};

/** Who belongs to the organization, what they may do, and when they were last here. */
export function MembersTable({ members, mayChange, changeMember, createReset, userId }: MembersTableProps) {
  const [link, setLink] = useState<{ name: string; address: string } | null>(null);
  const change = async (wish: ChangeMember, words: string) => {
    const result = await changeMember(wish);
    if (result.ok) showToast({ message: words });
    else showProblem(result.problem.detail);
  };
  const reset = async ({ user_id, name }: Member) => {
    const result = await createReset({ user_id });
    if (result.ok) setLink({ name, address: fullAddress(result.output.path) });
    else showProblem(result.problem.detail);
  };
  const [placing, setPlacing] = useState<Member | null>(null);
  const teams = [...new Set(members.flatMap((one) => one.team ?? []))].toSorted();
  const columns: TableColumn<Member>[] = [
    { id: "name", header: "Name", width: "w-60", className: "c-name", cell: (one) => nameCell(one, userId) },
    ...READING,
    {
      id: "role",
      header: "Role",
      width: "w-36",
      className: "c-dots",
      cell: (one) =>
        mayChange && one.active ? (
          <Select
            frame="bar"
            className="w-28!"
            aria-label={`Role of ${one.name}`}
            value={one.role}
            options={ROLE_OPTIONS}
            onChange={(event) => {
              const role = roleOf(event.currentTarget.value);
              void change({ user_id: one.user_id, role }, `${one.name} is now ${ROLE_NAMES[role].toLowerCase()}`);
            }}
          />
        ) : (
          ROLE_NAMES[one.role]
        ),
    },
    {
      id: "menu",
      header: "",
      headerLabel: "Actions",
      width: "w-14",
      className: "c-owner",
      cell: (one) => (mayChange ? <MemberMenu member={one} change={change} reset={reset} place={setPlacing} /> : null),
    },
  ];
  return (
    <>
      <DataTable label="Members" rows={members} rowKey={(one) => one.user_id} columns={columns} />
      {placing ? (
        <MemberPlaceDialog member={placing} teams={teams} change={changeMember} onClose={() => setPlacing(null)} />
      ) : null}
      <Dialog
        open={link !== null}
        onOpenChange={() => setLink(null)}
        title={`New password for ${link?.name ?? ""}`}
        width="s"
      >
        <div className="body">
          <ShownOnce
            label="Link"
            value={link?.address ?? ""}
            hint="Hand it to them yourself. It works once, for an hour, and is not shown again."
          />
        </div>
      </Dialog>
    </>
  );
}

const LastHere = ({ last_seen_at: at }: Member) =>
  at ? (
    <>
      <PhoneWords>Last here </PhoneWords>
      <RelativeTime at={at} focusable={false} />
    </>
  ) : (
    <>
      Never<PhoneWords> here</PhoneWords>
    </>
  );

function nameCell({ user_id, name, active }: Member, userId: string) {
  const me = user_id === userId;
  return (
    <span className="who">
      <Avatar name={name} me={me} />
      <span className="m cut">{name}</span>
      {me ? <Badge tone="accent">You</Badge> : null}
      {active ? null : <Badge>Deactivated</Badge>}
    </span>
  );
}

const READING: TableColumn<Member>[] = [
  { id: "email", header: "Email", className: "c-co t2", cell: (one) => one.email },
  { id: "sees", header: "Team and sight", width: "w-44", className: "t2", cell: sightWords },
  {
    id: "seen",
    header: "Last here",
    width: "w-32",
    className: "c-last t2",
    cell: LastHere,
  },
];
