"use client";

import { type AuthAction, AuthForm } from "./auth-form";
import { AuthFrame } from "./auth-frame";

export type ResetPasswordFormProps = { action: AuthAction; token: string };

export function ResetPasswordForm({ action, token }: ResetPasswordFormProps) {
  return (
    <AuthFrame title="Choose a new password" subtitle="All your other sessions end.">
      <AuthForm
        action={action}
        hidden={{ token }}
        fields={[]}
        password={{ label: "New password", autoComplete: "new-password", hint: "12 characters or more" }}
        submit="Save password"
      />
    </AuthFrame>
  );
}
