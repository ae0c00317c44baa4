import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { signInAction } from "@/app/_actions/doors";
import { findCaller } from "@/app/_adapters/caller";
import { safePath } from "@/app/_adapters/enter";
import { SignInForm } from "@/components/auth/sign-in-form";
import { hasDemoOrganization, hasOrganization } from "@/lib/accounts/identity-queries";
import { readIdentity } from "@/lib/core/identity-command";

export const metadata: Metadata = { title: "Sign in" };

type Asked = { next?: string; forgot?: string };

export default async function SignInPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const { next, forgot } = await searchParams;
  const caller = await findCaller(await headers());
  if (caller?.door === "session") redirect(safePath(next));
  const { any, demo } = await readIdentity(async (tx) => ({
    any: await hasOrganization(tx),
    demo: await hasDemoOrganization(tx),
  }));
  if (!any) redirect("/setup");
  return (
    <SignInForm
      action={signInAction}
      next={next}
      forgotHref="/sign-in?forgot=1"
      notice={
        forgot
          ? "Ask an admin of your organization: under Settings, Members they make a link for a new password."
          : undefined
      }
      demo={demo}
    />
  );
}
