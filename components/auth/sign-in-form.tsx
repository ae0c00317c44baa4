"use client";

import { type AuthAction, AuthForm } from "./auth-form";
import { AuthFrame } from "./auth-frame";

export type SignInFormProps = {
  action: AuthAction;
  /** Where to go afterwards; posted as `next`. */
  next?: string;
  email?: string;
  forgotHref?: string;
  /** Why this page is shown: "You were signed out." */
  notice?: string;
  demo?: boolean;
};

export function SignInForm({ action, next, email, forgotHref, notice, demo = false }: SignInFormProps) {
  return (
    <AuthFrame
      title="Sign in"
      subtitle={notice}
      below={demo ? "Demo: rep1@demo.example, password touchline-demo" : undefined}
    >
      <AuthForm
        action={action}
        hidden={next ? { next } : {}}
        fields={[{ name: "email", label: "Email", type: "email", autoComplete: "username", value: email }]}
        password={{ autoComplete: "current-password", forgotHref }}
        submit="Sign in"
      />
    </AuthFrame>
  );
}
