"use client";

import { Button } from "@/components/ui/button";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import { useFormAction } from "@/components/ui/use-form-action";
import type { Problem } from "@/lib/guard/schema";
import { PasswordField } from "./password-field";

/** What the action answers when it does not redirect: the problem, and what was typed but the password. */
export type AuthState = {
  problem?: Problem;
  typed?: Record<string, string>;
  /** The person belongs to several: ask which. */
  organizations?: { slug: string; name: string }[];
};
export type AuthAction = (state: AuthState, form: FormData) => Promise<AuthState>;

export type AuthField = {
  name: string;
  label: string;
  type?: "text" | "email";
  autoComplete: string;
  value?: string;
  hint?: string;
};

export type AuthFormProps = {
  action: AuthAction;
  hidden?: Record<string, string>;
  fields: readonly AuthField[];
  password: { label?: string; autoComplete: "current-password" | "new-password"; hint?: string; forgotHref?: string };
  submit: string;
};

/** A native form: it posts before hydration; after a refusal all but the password is still there. */
export function AuthForm({ action, hidden = {}, fields, password, submit }: AuthFormProps) {
  const { state, send, busy, onSubmit } = useFormAction(action, {});
  const errors = state.problem?.errors;
  const loose = state.problem && !errors?.length ? state.problem.detail : null;
  const first = fields[0]?.name;
  return (
    <form action={send} className="form" onSubmit={onSubmit}>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {loose && !WRONG.has(state.problem?.code ?? "") ? <Note tone="bad">{loose}</Note> : null}
      {fields.map((field) => (
        <Field key={field.name} label={field.label} hint={field.hint} error={errorAt(errors, field.name)}>
          {(ids) => (
            <Input
              {...ids}
              frame="tall"
              name={field.name}
              type={field.type ?? "text"}
              required
              autoComplete={field.autoComplete}
              autoFocus={field.name === first}
              defaultValue={state.typed?.[field.name] ?? field.value ?? ""}
            />
          )}
        </Field>
      ))}
      <PasswordField
        {...password}
        error={errorAt(errors, "password") ?? (loose && WRONG.has(state.problem?.code ?? "") ? loose : null)}
      />
      {state.organizations?.length ? (
        <Field label="Organization">
          {(ids) => (
            <Select
              {...ids}
              frame="tall"
              name="org"
              options={state.organizations?.map(({ slug, name }) => ({ value: slug, label: name })) ?? []}
            />
          )}
        </Field>
      ) : null}
      <Button type="submit" variant="primary" size="tall" className="full" keys="Enter" busy={busy}>
        {submit}
      </Button>
    </form>
  );
}

/** A wrong password is said at the password; anything else above the form. */
const WRONG = new Set(["UNAUTHENTICATED"]);
