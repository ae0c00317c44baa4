"use client";

import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { Lead } from "@/lib/leads/schema";
import { changeOf, type TextField, textOf } from "./lead-changes";
import { useLeadEdits } from "./lead-edits";

export type TextEditProps = { lead: Lead; field: TextField; label: string; onClose: () => void };

/** A field of a lead in its place: Enter saves, Escape leaves it as it was. What was typed stays when it is refused. */
export function TextEdit({ lead, field, label, onClose }: TextEditProps) {
  const { write } = useLeadEdits();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(() => textOf(lead, field));
  // The lead as whoever types has seen it: a newer one is shown before it is written over.
  const [seen, setSeen] = useState(lead);
  const [problem, setProblem] = useState<string | null>(null);
  // To leave the field is to save it, but not once it was saved or left on purpose.
  const over = useRef(false);
  useEffect(() => input.current?.select(), []);
  const close = () => {
    over.current = true;
    const row = input.current?.closest("tr");
    onClose();
    row?.querySelector<HTMLElement>("a.name")?.focus({ preventScroll: true });
  };
  const save = async () => {
    if (typed.trim() === textOf(seen, field)) return close();
    over.current = true;
    const answer = await write(seen, changeOf(field, typed));
    if ("lead" in answer) return close();
    over.current = false;
    if (answer.newer) setSeen(answer.newer);
    const now = answer.newer ? textOf(answer.newer, field) : "";
    setProblem(
      answer.newer ? `Somebody changed the lead. Here stands “${now}” now; Enter saves yours.` : answer.detail,
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Enter" && !event.nativeEvent.isComposing) void save();
    if (event.key === "Escape") close();
  };
  return (
    <span className="cell-edit">
      <input
        ref={input}
        aria-label={label}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? id : undefined}
        value={typed}
        maxLength={200}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => (over.current || problem ? undefined : void save())}
      />
      {problem ? (
        <span className="cell-problem" role="alert" id={id}>
          {problem}
        </span>
      ) : null}
    </span>
  );
}
