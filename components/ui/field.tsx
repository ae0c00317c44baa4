import { TriangleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";

export type FieldIds = { id: string; "aria-describedby": string | undefined; "aria-invalid": true | undefined };

export type FieldProps = {
  label: string;
  error?: string | null;
  hint?: ReactNode;
  /** Stands at the right of the label. */
  aside?: ReactNode;
  className?: string;
  children: (ids: FieldIds) => ReactNode;
};

/** A label above, one control, a message below; the message is read out with the control. */
export function Field({ label, error, hint, aside, className, children }: FieldProps) {
  const id = useId();
  const told = error ? `${id}-error` : hint ? `${id}-hint` : undefined;
  return (
    <div className={className ? `field ${className}` : "field"}>
      <div className="lab-row">
        <label className="lab" htmlFor={id}>
          {label}
        </label>
        {aside ? <span className="end hint">{aside}</span> : null}
      </div>
      {children({ id, "aria-describedby": told, "aria-invalid": error ? true : undefined })}
      {error ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}
      {hint && !error ? (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
    </div>
  );
}

export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p className="hint bad" id={id}>
      <TriangleAlert className="i xs" aria-hidden="true" />
      <span>{children}</span>
    </p>
  );
}

/** The message for one field of a refused form, by its path; null when it is fine. */
export function errorAt(errors: { path: string; message: string }[] | undefined, path: string): string | null {
  return errors?.find((one) => one.path === path)?.message ?? null;
}
