"use client";

import { type FormEvent, useState } from "react";
import { useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import type { AskedAction } from "@/lib/bulk-actions/schema";
import type { Problem } from "@/lib/guard/schema";
import { BulkFields } from "./bulk-fields";
import { EnrollFields } from "./enroll-fields";

export type StartBulk = (
  input: unknown,
) => Promise<{ ok: true; output: { id: string; total: number } } | { ok: false; problem: Problem }>;

export type BulkDialogProps = {
  /** null: closed. */
  action: AskedAction | null;
  /** "12 leads", "all 1,240 leads found" */
  whom: string;
  /** The chosen leads as the request carries them. */
  chosen: () => object;
  people: readonly { id: string; name: string }[];
  start: StartBulk;
  onStarted: (bulk: { id: string; total: number }) => void;
  onClose: () => void;
};

/** Says what will happen to how many leads and asks what is needed for it. */
export function BulkDialog({ action, whom, onClose, ...form }: BulkDialogProps) {
  const title = action ? TITLES[action](whom) : "";
  return (
    <Dialog open={action !== null} onOpenChange={onClose} title={title} width="s">
      {action ? <BulkForm action={action} onClose={onClose} {...form} /> : null}
    </Dialog>
  );
}

type FormProps = Omit<BulkDialogProps, "action" | "whom"> & { action: AskedAction };

function BulkForm({ action, chosen, people, start, onStarted, onClose }: FormProps) {
  const { run, busy, problem } = useAction(start, (bulk) => {
    onClose();
    onStarted(bulk);
  });
  const [ready, setReady] = useState(action !== "enroll");
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (ready) run({ action, ...inputOf(action, new FormData(event.currentTarget)), ...chosen() });
  };
  const errors = problem?.errors ?? [];
  const errorOf = (path: string) => errors.find((one) => one.path === path)?.message ?? null;
  const shown = errors.some((one) => FIELDS.includes(one.path.replace(/[.[].*$/, "")));
  return (
    <form noValidate onSubmit={submit}>
      <div className="body form">
        {problem && !shown ? <Note tone="bad">{errors[0]?.message ?? problem.detail}</Note> : null}
        {action === "enroll" ? (
          <EnrollFields chosen={chosen} error={errorOf("sequence_id")} onReady={setReady} />
        ) : null}
        <BulkFields action={action} people={people} errors={errors} />
        <p className="t2">{WHAT_HAPPENS[action]}</p>
      </div>
      <footer>
        <span className="grow" />
        <DialogClose />
        <Button type="submit" variant={DANGERS.includes(action) ? "danger" : "primary"} busy={busy} disabled={!ready}>
          {BUTTONS[action]}
        </Button>
      </footer>
    </form>
  );
}

const FIELDS = ["owner_id", "tags", "segment_id", "sequence_id", "status", "status_reason", "reason", "channel"];
const DANGERS: AskedAction[] = ["do_not_contact", "delete"];

const TITLES: Record<AskedAction, (whom: string) => string> = {
  assign: (whom) => `Assign ${whom}`,
  add_tags: (whom) => `Tag ${whom}`,
  add_to_segment: (whom) => `Put ${whom} into a segment`,
  remove_tags: (whom) => `Take a tag off ${whom}`,
  change_status: (whom) => `Change the status of ${whom}`,
  do_not_contact: (whom) => `Do not contact ${whom}`,
  delete: (whom) => `Delete ${whom}`,
  enroll: (whom) => `Enroll ${whom}`,
};

const BUTTONS: Record<AskedAction, string> = {
  assign: "Assign",
  add_tags: "Tag",
  add_to_segment: "Put in",
  remove_tags: "Take off",
  change_status: "Change status",
  do_not_contact: "Do not contact",
  delete: "Delete",
  enroll: "Enroll",
};

const backForADay = "What you may not change stays as it is, with the reason. Undo works for a day.";
const WHAT_HAPPENS: Record<AskedAction, string> = {
  assign: `The new owner is told once. ${backForADay}`,
  add_tags: backForADay,
  add_to_segment: `A segment is conditions: the leads get the tag by which it finds them, whatever else it asks. ${backForADay}`,
  remove_tags: backForADay,
  change_status: `A lead that cannot go there stays as it is, with the reason. Undo works for a day.`,
  do_not_contact:
    "Nobody can reach them then, whichever address they use. To take it back needs two people, lead by lead.",
  delete: `They leave every list; the history stays. ${backForADay}`,
  enroll:
    "Each is looked at again when its turn comes, and who is left out is listed with the reason. Undo works for a day: it stops what it began.",
};

function inputOf(action: AskedAction, form: FormData): object {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  switch (action) {
    case "assign":
      return { owner_id: text("owner_id") || null };
    case "add_tags":
    case "remove_tags":
      return {
        tags: text("tags")
          .split(",")
          .flatMap((one) => one.trim() || []),
      };
    case "add_to_segment":
      return { segment_id: text("segment_id") };
    case "change_status":
      return { status: text("status"), ...(text("status_reason") ? { status_reason: text("status_reason") } : {}) };
    case "do_not_contact":
      return { reason: text("reason"), channel: text("channel") || null };
    case "enroll":
      return { sequence_id: text("sequence_id"), when_allowed: form.get("when_allowed") === "on" };
    case "delete":
      return {};
  }
}
