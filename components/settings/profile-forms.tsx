"use client";

import { type FormEvent, type ReactNode, useRef } from "react";
import { Button } from "@/components/ui/button";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { showToast } from "@/components/ui/toast";
import { type SettingsAction, useAction } from "./use-action";

type ProfileFormsProps = {
  name: string;
  email: string;
  changeName: SettingsAction<{ name: string }>;
  changePassword: SettingsAction<{ current_password: string; password: string }, { ended_sessions: number }>;
  /** what else is one's own */
  children?: ReactNode;
};

/** One's own name and password. */
export function ProfileForms({ name, email, changeName, changePassword, children }: ProfileFormsProps) {
  return (
    <div className="grid max-w-xl gap-4 p-4">
      <NameForm name={name} email={email} action={changeName} />
      {children}
      <PasswordForm action={changePassword} />
    </div>
  );
}

function NameForm({ name, email, action }: { name: string; email: string; action: ProfileFormsProps["changeName"] }) {
  const { run, busy, problem } = useAction(action, () => showToast({ message: "Name saved" }));
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    run({ name: String(new FormData(event.currentTarget).get("name")) });
  };
  return (
    <form className="panel" noValidate onSubmit={save}>
      <header>
        <h2>Name</h2>
      </header>
      <div className="form p-4">
        <Refusal problem={problem} />
        <Field
          label="Your name"
          hint={`As colleagues see it. You sign in as ${email}.`}
          error={errorAt(problem?.errors, "name")}
        >
          {(ids) => <Input {...ids} name="name" autoComplete="name" defaultValue={name} />}
        </Field>
        <div>
          <Button type="submit" variant="primary" size="form" busy={busy}>
            Save name
          </Button>
        </div>
      </div>
    </form>
  );
}

function PasswordForm({ action }: { action: ProfileFormsProps["changePassword"] }) {
  const form = useRef<HTMLFormElement>(null);
  const { run, busy, problem } = useAction(action, ({ ended_sessions: ended }) => {
    form.current?.reset();
    showToast({ message: ended > 0 ? `Password saved; ${ended} other sessions ended` : "Password saved" });
  });
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    run({ current_password: String(typed.get("current_password")), password: String(typed.get("password")) });
  };
  const fields = [
    { name: "current_password", label: "Present password", autoComplete: "current-password" },
    {
      name: "password",
      label: "New password",
      autoComplete: "new-password",
      hint: "12 characters or more; all other sessions end",
    },
  ];
  return (
    <form ref={form} className="panel" noValidate onSubmit={save}>
      <header>
        <h2>Password</h2>
      </header>
      <div className="form p-4">
        <Refusal problem={problem} />
        {fields.map(({ name, label, autoComplete, hint }) => (
          <Field key={name} label={label} hint={hint} error={errorAt(problem?.errors, name)}>
            {(ids) => <Input {...ids} name={name} type="password" autoComplete={autoComplete} />}
          </Field>
        ))}
        <div>
          <Button type="submit" variant="primary" size="form" busy={busy}>
            Save password
          </Button>
        </div>
      </div>
    </form>
  );
}

function Refusal({ problem }: { problem: ReturnType<typeof useAction>["problem"] }) {
  return problem && !problem.errors?.length ? <Note tone="bad">{problem.detail}</Note> : null;
}
