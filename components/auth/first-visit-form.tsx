"use client";

import { useEffect, useState } from "react";
import { type AuthAction, AuthForm } from "./auth-form";
import { AuthFrame } from "./auth-frame";

/** The very first visit without demo data: the organization and its admin. Its clock and where its numbers are from are the browser's, until they are changed in the settings. */
export function FirstVisitForm({ action }: { action: AuthAction }) {
  const [home, setHome] = useState({ timezone: "", locale: "" });
  useEffect(() => {
    setHome({ timezone: Intl.DateTimeFormat().resolvedOptions().timeZone, locale: navigator.language });
  }, []);
  return (
    <AuthFrame title="Begin with Touchline" subtitle="Your organization, and you as its admin.">
      <AuthForm
        action={action}
        hidden={home}
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
