"use client";

import { Eye, EyeOff } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

export type PasswordFieldProps = {
  label?: string;
  autoComplete: "current-password" | "new-password";
  hint?: string;
  forgotHref?: string;
  error: string | null;
};

export function PasswordField({ label = "Password", autoComplete, hint, forgotHref, error }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <Field
      label={label}
      hint={hint}
      error={error}
      aside={
        forgotHref ? (
          <Link className="link" href={forgotHref}>
            Forgot it
          </Link>
        ) : null
      }
    >
      {(ids) => (
        <Input
          {...ids}
          frame="tall"
          name="password"
          type={shown ? "text" : "password"}
          required
          autoComplete={autoComplete}
          end={
            <button type="button" aria-label="Show what is typed" aria-pressed={shown} onClick={() => setShown(!shown)}>
              <Icon className="i t3" aria-hidden="true" />
            </button>
          }
        />
      )}
    </Field>
  );
}
