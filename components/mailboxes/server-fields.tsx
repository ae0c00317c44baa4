import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Problem } from "@/lib/guard/schema";

const SECURITIES = [
  { value: "tls", label: "TLS" },
  { value: "starttls", label: "STARTTLS" },
] as const;

type Errors = Problem["errors"];
type TextFieldProps = {
  name: string;
  label: string;
  errors: Errors;
  type?: string;
  value?: string;
  optional?: boolean;
};

export function TextField({ name, label, errors, type = "text", value, optional }: TextFieldProps) {
  return (
    <Field label={label} hint={optional ? "Optional" : undefined} error={errorAt(errors, name)}>
      {(ids) => <Input {...ids} name={name} type={type} defaultValue={value} autoComplete="off" />}
    </Field>
  );
}

/** Name, port, security, user and password of one server. */
export function ServerFields({
  kind,
  title,
  port,
  errors,
}: {
  kind: "smtp" | "imap";
  title: string;
  port: number;
  errors: Errors;
}) {
  return (
    <fieldset className="form">
      <legend className="m">{title}</legend>
      <TextField name={`${kind}.host`} label={`${title}: server`} errors={errors} optional={kind === "imap"} />
      <TextField name={`${kind}.port`} label={`${title}: port`} value={String(port)} errors={errors} />
      <Field label={`${title}: security`}>
        {(ids) => <Select {...ids} name={`${kind}.security`} defaultValue="tls" options={SECURITIES} />}
      </Field>
      <TextField name={`${kind}.username`} label={`${title}: user name`} errors={errors} optional />
      <TextField name={`${kind}.password`} label={`${title}: password`} type="password" errors={errors} />
    </fieldset>
  );
}
