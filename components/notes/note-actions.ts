import type { Problem } from "@/lib/guard/schema";
import type { Colleague, Note } from "@/lib/notes/schema";

type Answer<O> = Promise<{ ok: true; output: O } | { ok: false; problem: Problem }>;

/** What can be done with the notes of one lead. `attemptId` stays the same while the same text is sent again. */
export type NoteActions = {
  add: (body: string, attemptId: string) => Answer<Note>;
  edit: (noteId: string, body: string) => Answer<Note>;
  remove: (noteId: string) => Answer<unknown>;
  restore: (noteId: string) => Answer<unknown>;
  /** Whom a note may name; null: they could not be loaded. */
  loadColleagues: () => Promise<Colleague[] | null>;
};
