"use client";

import { UserPlus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";

type Address = Partial<Record<"email" | "phone" | "linkedin", string>>;
type Props = { address: Address; requestHandOver: SettingsAction<Address & { note?: string }> };

/** Asks whoever has the lead for it. The answer comes behind the bell, and says nothing more than yes or no. */
export function AskForLead({ address, requestHandOver }: Props) {
  const [asked, setAsked] = useState(false);
  const { run, busy, problem } = useAction(requestHandOver, () => setAsked(true));
  if (asked) return <Note icon={UserPlus}>Asked. You hear the answer behind the bell.</Note>;
  const ask = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    run({ ...address, note: String(new FormData(event.currentTarget).get("note")) });
  };
  return (
    <form onSubmit={ask}>
      {problem ? <Note tone="bad">{problem.detail}</Note> : null}
      <Field label="Why it should be yours" hint="Whoever has the lead reads this with your name.">
        {(ids) => <Input {...ids} name="note" maxLength={500} autoComplete="off" />}
      </Field>
      <Button type="submit" icon={UserPlus} size="form" busy={busy}>
        Ask for the lead
      </Button>
    </form>
  );
}
