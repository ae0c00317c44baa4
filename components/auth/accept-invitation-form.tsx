"use client";

import { type AuthAction, AuthForm } from "./auth-form";
import { AuthFrame } from "./auth-frame";

export type AcceptInvitationFormProps = { action: AuthAction; token: string; organization: string; email: string };

export function AcceptInvitationForm({ action, token, organization, email }: AcceptInvitationFormProps) {
  return (
    <AuthFrame title={`Join ${organization}`} subtitle={`as ${email}`}>
      <AuthForm
        action={action}
        hidden={{ token }}
        fields={[{ name: "name", label: "Your name", autoComplete: "name" }]}
        password={{ autoComplete: "new-password", hint: "12 characters or more" }}
        submit="Join"
      />
    </AuthFrame>
  );
}
