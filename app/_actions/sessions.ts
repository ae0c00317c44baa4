"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { asAction } from "@/app/_adapters/action";
import { sessionCookieName } from "@/app/_adapters/session-cookie";
import { endSession } from "@/lib/accounts/end-session";

export async function signOutAction() {
  await asAction(({ context, identity }) => endSession(context, { id: identity.id }));
  (await cookies()).delete(sessionCookieName());
  redirect("/sign-in");
}
