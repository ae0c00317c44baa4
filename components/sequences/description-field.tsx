import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";

type Props = { value: string; change: (text: string) => void; error: string | null };

/** What a sequence is for, for whoever chooses one. */
export function DescriptionField({ value, change, error }: Props) {
  return (
    <Field label="What it is for" error={error} hint="Not needed. It is shown wherever somebody chooses a sequence.">
      {(ids) => (
        <Textarea {...ids} rows={3} value={value} maxLength={500} onChange={(event) => change(event.target.value)} />
      )}
    </Field>
  );
}
