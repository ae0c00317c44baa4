import type { Metadata } from "next";
import { resetPasswordAction } from "@/app/_actions/doors";
import { visitorOf } from "@/app/_adapters/caller";
import { AuthFrame } from "@/components/auth/auth-frame";
import { ResetPasswordForm } from "@/components/auth/reset-password-form";
import { readIdentity } from "@/lib/core/identity-command";
import { hashToken } from "@/lib/core/tokens";
import { findPasswordReset } from "@/lib/passwords/identity-queries";

export const metadata: Metadata = { title: "New password" };

export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const { now } = visitorOf(new Headers());
  const found = await readIdentity((tx) => findPasswordReset(tx, hashToken(token), now));
  if (!found) {
    return (
      <AuthFrame title="This link is over">It was used, or its hour has passed. Ask an admin for a new one.</AuthFrame>
    );
  }
  return <ResetPasswordForm action={resetPasswordAction} token={token} />;
}
