"use client";

import Link from "next/link";
import { useState } from "react";
import { ChannelIcon } from "@/components/outreach/channel-icon";
import { useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { errorAt, Field } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { RelativeTime } from "@/components/ui/relative-time";
import { Textarea } from "@/components/ui/textarea";
import { showProblem, showToast } from "@/components/ui/toast";
import { channelSchema } from "@/lib/guard/schema";
import type { Detection } from "@/lib/opt-outs/schema";
import type { DncLifeActions } from "./dnc-actions";
import { channelWords } from "./dnc-list";

export type ShownDetection = Detection & { shown: string };
export type DncDetectionsProps = {
  detections: ShownDetection[];
  total: number;
  /** a manager, who may undo a legal word */
  mayDecide: boolean;
  review: DncLifeActions["review"];
};

/** What was read as an opt-out and blocks already: a person says whether it was one. */
export function DncDetections({ detections, total, mayDecide, review }: DncDetectionsProps) {
  const [undoing, setUndoing] = useState<ShownDetection | null>(null);
  if (detections.length === 0) return null;
  return (
    <aside className="detected" aria-labelledby="detected">
      <h2 id="detected" className="qgroup">
        Newly detected <span className="n">{total.toLocaleString("en")}, held until you decide</span>
      </h2>
      <ul>
        {detections.map((one) => (
          <DetectionItem
            key={one.id}
            one={one}
            mayUndo={mayDecide || one.source !== "keyword"}
            review={review}
            onUndo={() => setUndoing(one)}
          />
        ))}
      </ul>
      <p className="hint">
        Sending to them stopped at once and stays stopped until somebody decides. Deciding late never lets a message
        through.
      </p>
      <Dialog open={undoing !== null} onOpenChange={() => setUndoing(null)} title="Not an opt-out" width="s">
        {undoing ? <UndoForm one={undoing} review={review} onDone={() => setUndoing(null)} /> : null}
      </Dialog>
    </aside>
  );
}

type ItemProps = {
  one: ShownDetection;
  mayUndo: boolean;
  review: DncLifeActions["review"];
  onUndo: () => void;
};

function DetectionItem({ one, mayUndo, review, onUndo }: ItemProps) {
  const { run, busy } = useAction(
    async (decision: "confirm") => {
      const answer = await review({ id: one.id, decision });
      if (!answer.ok) showProblem(answer.problem.detail);
      return answer;
    },
    () => showToast({ message: `${one.lead.name} stays on the list` }),
  );
  const channel = channelSchema.safeParse(one.said_on);
  const block = one.channel ? `Block ${channelWords(one.channel)}` : "Block all";
  return (
    <li>
      <div className="row">
        <span className="cut">
          <span className="m">{one.lead.name}</span> <span className="t3">{one.lead.company}</span>
        </span>
        <span className="grow" />
        <span className="t3 sm">{one.source === "keyword" ? "legal word" : "opt-out"}</span>
      </div>
      <p className="said">
        {channel.success ? <ChannelIcon channel={channel.data} /> : null}
        <span className="t2">“{one.words}”</span>
      </p>
      <p className="sm t3 cut">
        {one.shown}, <RelativeTime at={one.since} focusable={false} />
      </p>
      <div className="row acts">
        <Button
          size="small"
          variant="primary"
          busy={busy}
          aria-label={`${block}: ${one.lead.name}`}
          onClick={() => run("confirm")}
        >
          {block}
        </Button>
        <Button
          size="small"
          disabled={!mayUndo}
          title={mayUndo ? undefined : "They sent one of the legal words. A manager may undo that."}
          aria-label={`Not an opt-out: ${one.lead.name}`}
          onClick={onUndo}
        >
          Not an opt-out
        </Button>
        <span className="grow" />
        <Link
          className="link sm"
          href={`/leads/${one.lead.id}`}
          prefetch={false}
          aria-label={`Thread of ${one.lead.name}`}
        >
          Thread
        </Link>
      </div>
    </li>
  );
}

type UndoProps = { one: ShownDetection; review: DncLifeActions["review"]; onDone: () => void };

function UndoForm({ one, review, onDone }: UndoProps) {
  const [reason, setReason] = useState("");
  const { run, busy, problem } = useAction(review, () => {
    onDone();
    showToast({ message: `${one.lead.name} may be contacted again` });
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        run({ id: one.id, decision: "undo", reason });
      }}
    >
      <div className="body form">
        <p className="t2">
          {one.lead.name} wrote “{one.words}”. If that was no wish to be left alone, say why; they can be contacted
          again then.
        </p>
        {problem && !problem.errors?.length ? <Note tone="bad">{problem.detail}</Note> : null}
        <Field label="Reason" hint="Stays in the history of the entry" error={errorAt(problem?.errors, "reason")}>
          {(ids) => <Textarea {...ids} value={reason} autoFocus onChange={(event) => setReason(event.target.value)} />}
        </Field>
      </div>
      <footer>
        <span className="grow" />
        <DialogClose />
        <Button type="submit" variant="primary" busy={busy}>
          Take it off
        </Button>
      </footer>
    </form>
  );
}
