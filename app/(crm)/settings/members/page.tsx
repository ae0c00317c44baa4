import type { Metadata } from "next";
import {
  changeMemberAction,
  createPasswordResetAction,
  inviteMemberAction,
  revokeInvitationAction,
} from "@/app/_actions/members";
import { requireContext } from "@/app/_adapters/session";
import { InvitationsTable } from "@/components/settings/invitations-table";
import { InviteDialog } from "@/components/settings/invite-dialog";
import { MembersTable } from "@/components/settings/members-table";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { TopBar } from "@/components/shell/top-bar";
import { listMembers } from "@/lib/accounts/queries";
import { mayDo } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";
import { listInvitations } from "@/lib/organizations/queries";

export const metadata: Metadata = { title: "Members" };

export default async function MembersPage() {
  const ctx = await requireContext();
  const mayChange = mayDo(ctx.actor.role, ctx.actor.scopes, "members:write");
  const [members, invitations] = await read(ctx, "members:read", (tx) =>
    Promise.all([listMembers(tx), mayChange ? listInvitations(tx, ctx.now) : []]),
  );
  return (
    <>
      <TopBar title="Members" note={`${members.filter((one) => one.active).length} active`}>
        {mayChange ? <InviteDialog invite={inviteMemberAction} /> : null}
      </TopBar>
      <SettingsTabs />
      <div className="scroll">
        <MembersTable
          members={members}
          mayChange={mayChange}
          changeMember={changeMemberAction}
          createReset={createPasswordResetAction}
          userId={ctx.actor.userId}
        />
        {invitations.length > 0 ? (
          <section className="mt-6" aria-label="Open invitations">
            <h2 className="m px-4 pb-1">Open invitations</h2>
            <InvitationsTable invitations={invitations} revoke={revokeInvitationAction} />
          </section>
        ) : null}
      </div>
    </>
  );
}
