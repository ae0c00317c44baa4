import { fieldOptions } from "./template-words";

/** What a text may hold, to be read and copied. */
export function FieldChips({ variables }: { variables: readonly string[] }) {
  return (
    <details className="hint">
      <summary>Fields that the lead fills</summary>
      <p>
        Write a field in double braces, and behind a bar what stands there when it is not known:{" "}
        <code>{"{{first_name|there}}"}</code>. Without that, a message with an unknown field is not sent.
      </p>
      <ul className="row wrap g12">
        {fieldOptions(variables).map(({ value, label }) => (
          <li key={value}>
            <code>{`{{${value}}}`}</code> {label === value ? null : label}
          </li>
        ))}
      </ul>
    </details>
  );
}
