"use server";

import { revalidatePath } from "next/cache";
import { asAction, toAction } from "@/app/_adapters/action";
import { forgetCallers } from "@/app/_adapters/caller";
import { createApiKey } from "@/lib/accounts/create-api-key";
import { revokeApiKey } from "@/lib/accounts/revoke-api-key";
import { revokeSession } from "@/lib/accounts/revoke-session";
import { changePrivacy } from "@/lib/organizations/change-privacy";
import { changeProfile } from "@/lib/organizations/change-profile";
import type { Privacy } from "@/lib/organizations/schema";
import { changePassword } from "@/lib/passwords/change-password";

export async function createApiKeyAction(raw: unknown) {
  return toAction(createApiKey, { revalidate: "/settings/api-keys" })(raw);
}

export async function revokeApiKeyAction(raw: unknown) {
  return toAction(revokeApiKey, { revalidate: "/settings/api-keys" })(raw);
}

export async function revokeSessionAction(raw: unknown) {
  return toAction(revokeSession, { revalidate: "/settings/sessions" })(raw);
}

export async function changeProfileAction(raw: unknown) {
  const result = await asAction(({ context }) => changeProfile(context, raw));
  if (!result.ok) return result;
  forgetCallers();
  revalidatePath("/", "layout");
  return result;
}

export async function changePasswordAction(raw: unknown) {
  const given = typeof raw === "object" ? raw : {};
  return asAction(({ context, identity }) => changePassword(context, { ...given, keep_session_id: identity.id }));
}

export async function changePrivacyAction(raw: Privacy) {
  return toAction(changePrivacy, { revalidate: "/settings/profile" })(raw);
}
