"use client";

import { GitMerge } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button, ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { showProblem, showToast } from "@/components/ui/toast";
import type { ChosenFields, MergePreview, UndoneMerge } from "@/lib/merges/schema";
import { MergeFields } from "./merge-fields";
import { fateLines, many, mergedWords, mergeHref } from "./merge-words";
import { sayParted } from "./say-parted";
import { WaitingConflicts } from "./waiting-conflicts";

type Asked = { lead_id: string; other_id: string; fields: ChosenFields; cancel_waiting: boolean };
type Props = {
  preview: MergePreview;
  names: { lead: string; other: string };
  merge: SettingsAction<Asked>;
  undo: SettingsAction<string, UndoneMerge>;
};

/** Which of two values stays, field by field, and what becomes of the rest, in plain words. */
export function MergeForm({ preview, names, merge, undo }: Props) {
  const { lead, other, fields, waiting, refusal } = preview;
  const router = useRouter();
  const [chosen, setChosen] = useState<ChosenFields>({});
  const takeBack = async () => {
    const result = await undo(lead.id);
    if (result.ok) sayParted(result.output);
    else showProblem(result.problem.detail);
  };
  const send = async (input: Asked) => {
    const result = await merge(input);
    // What stands in the way has changed since the page was drawn.
    if (!result.ok) router.refresh();
    return result;
  };
  const { run, busy, problem } = useAction(send, () => {
    // The question is answered: the way back leads to where it came from, not to it.
    router.replace(`/leads/${lead.id}`);
    showToast({ message: mergedWords(names), onUndo: () => void takeBack(), seconds: 12 });
  });
  const cancels = waiting.length > 0;
  const submit = () => run({ lead_id: lead.id, other_id: other.id, fields: chosen, cancel_waiting: cancels });
  return (
    <form
      className="form max-w-3xl p-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {/* Sent before the script is there, the form comes back as it was. */}
      <input type="hidden" name="with" value={other.id} />
      {refusal ? <Note tone="bad">{refusal}</Note> : null}
      {problem ? <Note tone="bad">Not merged. {problemWords(problem)}</Note> : null}
      <MergeFields fields={fields} names={names} chosen={chosen} choose={setChosen} />
      <section className="grid gap-1" aria-label="What happens to the rest">
        {fateLines(preview, names).map((line) => (
          <p key={line}>{line}</p>
        ))}
      </section>
      <WaitingConflicts waiting={waiting} leadId={lead.id} names={names} />
      <div className="row flex-wrap">
        <Button type="submit" variant="primary" size="form" icon={GitMerge} busy={busy} disabled={refusal !== null}>
          {cancels ? `Cancel ${many(waiting.length, "message")} and merge` : "Merge"}
        </Button>
        <ButtonLink href={mergeHref(other.id, lead.id)} variant="ghost" size="form">
          Merge the other way about
        </ButtonLink>
        <ButtonLink href="/leads/duplicates" variant="ghost" size="form">
          Leave them two
        </ButtonLink>
      </div>
    </form>
  );
}

/** A message that waits has its way out below; the sentence for programs is not shown to people. */
const problemWords = (problem: { detail: string }) =>
  "waiting" in problem
    ? "A message waits that may not go out once the two are one. See below what would be cancelled, or send it first."
    : problem.detail;
