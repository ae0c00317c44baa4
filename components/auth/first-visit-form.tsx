"use client";

import { type AuthAction, AuthForm } from "./auth-form";
import { AuthFrame } from "./auth-frame";

/** The very first visit without demo data: the organization and its admin. */
export function FirstVisitForm({ action }: { action: AuthAction }) {
  return (
    <AuthFrame title="Begin with Touchline" subtitle="Your organization, and you as its admin.">
      <AuthForm
        action={action}
        fields={[
          { name: "organization", label: "Organization", autoComplete: "organization" },
          { name: "name", label: "Your name", autoComplete: "name" },
          { name: "email", label: "Email", type: "email", autoComplete: "username" },
        ]}
        password={{ autoComplete: "new-password", hint: "12 characters or more" }}
        submit="Create organization"
      />
    </AuthFrame>
  );
}
