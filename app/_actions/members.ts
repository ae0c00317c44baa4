"use server";

import { revalidatePath } from "next/cache";
import { asAction, toAction } from "@/app/_adapters/action";
import { forgetCallers } from "@/app/_adapters/caller";
import { changeMember } from "@/lib/organizations/change-member";
import { inviteMember } from "@/lib/organizations/invite-member";
import { revokeInvitation } from "@/lib/organizations/revoke-invitation";
import { createPasswordReset } from "@/lib/passwords/create-password-reset";

const revalidate = "/settings/members";

export async function inviteMemberAction(raw: unknown) {
  return toAction(inviteMember, { revalidate })(raw);
}

export async function revokeInvitationAction(raw: unknown) {
  return toAction(revokeInvitation, { revalidate })(raw);
}

export async function changeMemberAction(raw: unknown) {
  const result = await toAction(changeMember)(raw);
  forgetCallers();
  // Also after a refusal, so that the select goes back to what holds; not when the session or the database is gone, which would
  // leave the page.
  if (result.ok || !["UNAUTHENTICATED", "UNAVAILABLE"].includes(result.problem.code)) revalidatePath(revalidate);
  return result;
}

export async function createPasswordResetAction(raw: unknown) {
  return asAction(({ context }) => createPasswordReset(context, raw));
}
