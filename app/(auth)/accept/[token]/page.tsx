import type { Metadata } from "next";
import { acceptInvitationAction } from "@/app/_actions/doors";
import { visitorOf } from "@/app/_adapters/caller";
import { AcceptInvitationForm } from "@/components/auth/accept-invitation-form";
import { AuthFrame } from "@/components/auth/auth-frame";
import { readIdentity } from "@/lib/core/identity-command";
import { hashToken } from "@/lib/core/tokens";
import { findInvitation } from "@/lib/organizations/identity-queries";

export const metadata: Metadata = { title: "Join" };

export default async function AcceptPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const { now } = visitorOf(new Headers());
  const invitation = await readIdentity((tx) => findInvitation(tx, hashToken(token), now));
  if (!invitation) {
    return (
      <AuthFrame title="This link is over">
        It was used or withdrawn, or its 7 days have passed. Ask for a new one.
      </AuthFrame>
    );
  }
  return (
    <AcceptInvitationForm
      action={acceptInvitationAction}
      token={token}
      organization={invitation.org_name}
      email={invitation.email}
      hasAccount={invitation.has_account}
    />
  );
}
