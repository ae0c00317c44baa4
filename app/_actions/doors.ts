"use server";

import { redirect } from "next/navigation";
import { asVisitorAction } from "@/app/_adapters/action";
import { authState, firstVisitInput } from "@/app/_adapters/auth-forms";
import { enter, safePath } from "@/app/_adapters/enter";
import { typedIn } from "@/app/_adapters/forms";
import type { AuthState } from "@/components/auth/auth-form";
import { createOrganization } from "@/lib/accounts/create-organization";
import { acceptInvitation } from "@/lib/organizations/accept-invitation";
import { resetPassword } from "@/lib/passwords/reset-password";

export async function signInAction(_: AuthState, form: FormData): Promise<AuthState> {
  const { email, password, org, next } = typedIn(form);
  const result = await asVisitorAction((visitor) => enter(visitor, { email, password, org }));
  return result.ok ? redirect(safePath(next)) : authState(result.problem, form);
}

export async function acceptInvitationAction(_: AuthState, form: FormData): Promise<AuthState> {
  const { token, name, password } = typedIn(form);
  const result = await asVisitorAction(async (visitor) => {
    const { email, org_slug } = await acceptInvitation(visitor, { token, name, password });
    await enter(visitor, { email, password, org: org_slug });
  });
  return result.ok ? redirect("/leads") : authState(result.problem, form);
}

export async function resetPasswordAction(_: AuthState, form: FormData): Promise<AuthState> {
  const { token, password } = typedIn(form);
  const result = await asVisitorAction(async (visitor) => {
    const { email } = await resetPassword(visitor, { token, password });
    await enter(visitor, { email, password });
  });
  return result.ok ? redirect("/leads") : authState(result.problem, form);
}

export async function firstVisitAction(_: AuthState, form: FormData): Promise<AuthState> {
  const { email, password } = typedIn(form);
  const result = await asVisitorAction(async (visitor) => {
    await createOrganization(visitor, firstVisitInput(typedIn(form)));
    await enter(visitor, { email, password });
  });
  return result.ok ? redirect("/leads") : authState(result.problem, form);
}
