import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { Textarea } from "@/components/ui/textarea";
import type { Problem } from "@/lib/guard/schema";

type Props = {
  name: string;
  description: string;
  changeName: (text: string) => void;
  changeDescription: (text: string) => void;
  problem: Problem | null;
  /** the name is chosen at once, to be written over */
  writeOver?: boolean;
};

/** The name of a sequence and what it is for, with what is wrong with either; anything else stands above. */
export function NamingFields({ name, description, changeName, changeDescription, problem, writeOver }: Props) {
  const [wrongName, wrongText] = [errorAt(problem?.errors, "name"), errorAt(problem?.errors, "description")];
  return (
    <>
      {problem && !wrongName && !wrongText ? <Note tone="bad">{problem.detail}</Note> : null}
      <Field label="Name" error={wrongName}>
        {(ids) => (
          <Input
            {...ids}
            value={name}
            maxLength={100}
            autoFocus={writeOver}
            autoComplete="off"
            onFocus={writeOver ? (event) => event.target.select() : undefined}
            onChange={(event) => changeName(event.target.value)}
          />
        )}
      </Field>
      <Field
        label="What it is for"
        error={wrongText}
        hint="Optional. It is shown wherever somebody chooses a sequence."
      >
        {(ids) => (
          <Textarea
            {...ids}
            rows={3}
            value={description}
            maxLength={500}
            onChange={(event) => changeDescription(event.target.value)}
          />
        )}
      </Field>
    </>
  );
}
