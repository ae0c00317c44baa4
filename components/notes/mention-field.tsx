"use client";

import { type KeyboardEvent, type RefObject, useEffect, useId, useState } from "react";
import { flushSync } from "react-dom";
import type { FieldIds } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { Colleague } from "@/lib/notes/schema";
import { fittingColleagues, type OpenMention, openMention, withMention } from "./mention-rules";

export type MentionFieldProps = {
  ids: FieldIds;
  field: RefObject<HTMLTextAreaElement | null>;
  value: string;
  onChange: (text: string) => void;
  colleagues: readonly Colleague[];
  /** Whether Escape now closes the list of names and not more. */
  onListOpen: (open: boolean) => void;
};

/** A text in which @ offers the names of colleagues: arrows choose, Enter or Tab takes one, Escape leaves it. */
export function MentionField({ ids, field, value, onChange, colleagues, onListOpen }: MentionFieldProps) {
  const listId = useId();
  const [open, setOpen] = useState<OpenMention | null>(null);
  const [place, setPlace] = useState(0);
  const found = open ? fittingColleagues(colleagues, open.query) : [];
  const active = found[Math.min(place, found.length - 1)];
  const listed = found.length > 0;
  useEffect(() => onListOpen(listed), [listed, onListOpen]);
  const look = (text: string, caret: number) => {
    setOpen(openMention(text, caret));
    setPlace(0);
  };
  const take = (colleague: Colleague) => {
    if (!open) return;
    const next = withMention(value, open, colleague.name);
    // At once: a caret that is put there a moment later would tear apart what is typed meanwhile.
    flushSync(() => {
      onChange(next.text);
      setOpen(null);
    });
    field.current?.focus();
    field.current?.setSelectionRange(next.caret, next.caret);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!listed || !active || event.nativeEvent.isComposing) return;
    const steps: Record<string, () => void> = {
      ArrowDown: () => setPlace((now) => (now + 1) % found.length),
      ArrowUp: () => setPlace((now) => (now + found.length - 1) % found.length),
      Enter: () => take(active),
      Tab: () => take(active),
      Escape: () => setOpen(null),
    };
    const step = event.metaKey || event.ctrlKey ? undefined : steps[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    step();
  };
  return (
    <>
      <Textarea
        {...ids}
        ref={field}
        name="note"
        rows={6}
        maxLength={20_000}
        value={value}
        aria-autocomplete="list"
        aria-controls={listed ? listId : undefined}
        aria-activedescendant={listed && active ? `${listId}-${active.id}` : undefined}
        onChange={(event) => {
          onChange(event.target.value);
          look(event.target.value, event.target.selectionStart);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setOpen(null)}
      />
      {listed ? (
        <div id={listId} role="listbox" aria-label="Colleagues" className="menu mentions">
          {found.map((one) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the text field's own keys choose
            <div
              key={one.id}
              id={`${listId}-${one.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={one === active}
              className={one === active ? "on" : undefined}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => take(one)}
            >
              {one.name}
            </div>
          ))}
        </div>
      ) : null}
    </>
  );
}
