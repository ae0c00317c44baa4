import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Problem } from "@/lib/guard/schema";
import type { Mailbox } from "@/lib/mailboxes/schema";

const SECURITIES = [
  { value: "tls", label: "TLS" },
  { value: "starttls", label: "STARTTLS" },
] as const;
const NONE = { value: "none", label: "None, on this machine" } as const;

type Errors = Problem["errors"];
type TextFieldProps = {
  name: string;
  label: string;
  errors: Errors;
  type?: string;
  value?: string;
  optional?: boolean;
  hint?: string;
};

export function TextField({ name, label, errors, type = "text", value, optional, hint }: TextFieldProps) {
  return (
    <Field label={label} hint={optional ? "Optional" : hint} error={errorAt(errors, name)}>
      {(ids) => <Input {...ids} name={name} type={type} defaultValue={value} autoComplete="off" />}
    </Field>
  );
}

/** Name, port, security, user and password of one server. */
export function ServerFields({
  kind,
  title,
  port,
  standing = null,
  errors,
}: {
  kind: "smtp" | "imap";
  title: string;
  port: number;
  /** the server as it is, where there is one; its password is never shown */
  standing?: Mailbox["smtp"];
  errors: Errors;
}) {
  return (
    <fieldset className="form">
      <legend className="m pb-2">{title}</legend>
      <TextField
        name={`${kind}.host`}
        label="Server"
        errors={errors}
        optional={kind === "imap"}
        value={standing?.host}
      />
      <div className="pair">
        <TextField name={`${kind}.port`} label="Port" value={String(standing?.port ?? port)} errors={errors} />
        <Field label="Security" error={errorAt(errors, `${kind}.security`)}>
          {(ids) => (
            <Select
              {...ids}
              name={`${kind}.security`}
              defaultValue={standing?.security ?? "tls"}
              options={standing?.security === "none" ? [...SECURITIES, NONE] : SECURITIES}
            />
          )}
        </Field>
        <TextField
          name={`${kind}.username`}
          label="User name"
          errors={errors}
          hint="Empty: the address"
          value={standing?.username ?? undefined}
        />
        <TextField name={`${kind}.password`} label="Password" type="password" errors={errors} />
      </div>
    </fieldset>
  );
}
