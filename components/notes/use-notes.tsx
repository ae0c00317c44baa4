"use client";

import { type ReactNode, useCallback, useState } from "react";
import { useShortcuts } from "@/components/shell/keyboard";
import { showProblem, showToast } from "@/components/ui/toast";
import type { Note } from "@/lib/notes/schema";
import type { NoteActions } from "./note-actions";
import { NoteDialog } from "./note-dialog";

type Options = { lead: { id: string; name: string }; actions: NoteActions; signInHref: string };

/** Writing, rewriting and deleting notes on a lead, with the key for it. */
export function useNotes({ lead, actions, signInHref }: Options) {
  const [writing, setWriting] = useState<{ note?: Note } | null>(null);
  const add = useCallback(() => setWriting({}), []);
  useShortcuts([{ keys: "n", label: "Add note", group: "Lead", run: add }]);
  const restore = async (note: Note) => {
    const answer = await actions.restore(note.id).catch(() => NOT_REACHED);
    if (!answer.ok) showProblem(`Not restored. ${answer.problem.detail}`);
  };
  const remove = async (note: Note) => {
    const answer = await actions.remove(note.id).catch(() => NOT_REACHED);
    if (!answer.ok) return showProblem(`Not deleted. ${answer.problem.detail}`);
    showToast({ message: "Note deleted", onUndo: () => void restore(note) });
  };
  const dialog: ReactNode = (
    <NoteDialog
      open={writing !== null}
      onOpenChange={(open) => setWriting(open ? {} : null)}
      note={writing?.note}
      {...{ lead, actions, signInHref }}
      onSaved={() => showToast({ message: writing?.note ? "Note saved" : "Note added" })}
    />
  );
  return { add, edit: (note: Note) => setWriting({ note }), remove: (note: Note) => void remove(note), dialog };
}

const NOT_REACHED = {
  ok: false as const,
  problem: { code: "UNAVAILABLE", detail: "The connection failed. Try again." },
};
