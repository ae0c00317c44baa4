"use client";

import { clsx } from "clsx";
import { Pencil, StickyNote, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { useClock } from "@/components/ui/clock";
import { RelativeTime } from "@/components/ui/relative-time";
import { exactTime } from "@/components/ui/time-format";
import type { Note } from "@/lib/notes/schema";
import { mentionParts } from "./mention-rules";

export type NoteArticleProps = {
  note: Note;
  userId?: string;
  position: number;
  total: number;
  /** left out: the reader may not */
  onEdit?: () => void;
  onDelete?: () => void;
};

/** A note between the touches: whose, when, what. Their words are shown whole. */
export function NoteArticle({ note, userId, position, total, onEdit, onDelete }: NoteArticleProps) {
  const { zone } = useClock();
  const author = note.author.id === userId ? "You" : note.author.name;
  const toMe = note.mentions.some((one) => one.id === userId);
  return (
    <article
      className={clsx("touch", "note-row", toMe && "to-me")}
      aria-label={`Note by ${author}, ${exactTime(note.created_at, zone)}`}
      aria-posinset={position}
      aria-setsize={total}
      tabIndex={position === 1 ? 0 : -1}
    >
      <span className="at">
        <RelativeTime at={note.created_at} form="clock" focusable={false} />
      </span>
      <span className="ic">
        <StickyNote className="i" aria-hidden="true" />
      </span>
      <div className="min-w-0">
        <div className="hd">
          <span className="cut">
            <span className="m">{author}</span> noted
          </span>
          <span className="end">
            {note.edited_at ? (
              <span className="opt">
                edited <RelativeTime at={note.edited_at} focusable={false} />
              </span>
            ) : null}
            {onEdit ? (
              <Button variant="ghost" size="small" icon={Pencil} iconOnly onClick={onEdit}>
                Edit note
              </Button>
            ) : null}
            {onDelete ? (
              <Button variant="ghost" size="small" icon={Trash2} iconOnly onClick={onDelete}>
                Delete note
              </Button>
            ) : null}
          </span>
        </div>
        <NoteText note={note} />
      </div>
    </article>
  );
}

function NoteText({ note }: { note: Note }) {
  const names = note.mentions.map((one) => one.name);
  return (
    <div className="tx whole">
      {mentionParts(note.body, names).map(({ text, named, at }) =>
        named ? (
          <span key={at} className="mention">
            {text}
          </span>
        ) : (
          text
        ),
      )}
    </div>
  );
}
