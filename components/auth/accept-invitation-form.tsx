"use client";

import { type AuthAction, AuthForm } from "./auth-form";
import { AuthFrame } from "./auth-frame";

export type AcceptInvitationFormProps = {
  action: AuthAction;
  token: string;
  organization: string;
  email: string;
  hasAccount?: boolean;
};

/** Who has an account already proves it with its password; anybody else chooses one. */
export function AcceptInvitationForm({
  action,
  token,
  organization,
  email,
  hasAccount = false,
}: AcceptInvitationFormProps) {
  return (
    <AuthFrame title={`Join ${organization}`} subtitle={`as ${email}`}>
      <AuthForm
        action={action}
        hidden={{ token }}
        fields={hasAccount ? [] : [{ name: "name", label: "Your name", autoComplete: "name" }]}
        password={
          hasAccount
            ? { autoComplete: "current-password", hint: "Password of your existing account" }
            : { autoComplete: "new-password", hint: "12 characters or more" }
        }
        submit="Join"
      />
    </AuthFrame>
  );
}
