"use client";

import { useClock } from "@/components/ui/clock";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { moment } from "@/components/ui/time-format";
import { sends } from "@/lib/suggestions/rules";
import type { Suggestion } from "@/lib/suggestions/schema";
import { percent, TYPE_NAMES } from "./suggestion-words";

/** What can be typed of a suggestion, by the names of its parts. */
export type Typed = Record<string, string>;
type Props = {
  suggestion: Suggestion;
  typed: Typed;
  change: (part: Typed) => void;
  problemAt: (part: string) => string | null;
};

// Of several times the first counts.
const textOf = (part: unknown): string =>
  Array.isArray(part) ? textOf(part[0]) : typeof part === "string" || typeof part === "number" ? String(part) : "";

/** The parts of each type that a person may change. */
export function partsOf(type: Suggestion["type"]): readonly string[] {
  if (sends(type)) return ["subject", "body"];
  if (type === "SCHEDULE_CALL") return ["suggested_times", "duration", "meeting_type"];
  return type === "FOLLOW_UP" ? ["reason", "suggested_action", "urgency"] : ["title", "due"];
}

export const typedOf = ({ type, content }: Pick<Suggestion, "type" | "content">): Typed =>
  Object.fromEntries(partsOf(type).map((part) => [part, textOf(content[part])]));

/** What was typed as the parts of a suggestion: only those that differ. */
export function changesOf({ content }: Pick<Suggestion, "content">, typed: Typed): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(typed)
      .filter(([part, text]) => textOf(content[part]) !== text)
      .map(([part, text]) => [part, partValue(part, text)]),
  );
}

function partValue(part: string, text: string): unknown {
  if (part === "duration") return text.trim() === "" ? null : Number(text);
  if (part === "suggested_times") return [text];
  return part === "due" ? text || null : text;
}

/** The fields of a suggestion, as its type has them. */
export function SuggestionFields({ suggestion, typed, change, problemAt }: Props) {
  const { type } = suggestion;
  const input = (part: string, label: string, more: object = {}) => (
    <Field label={label} error={problemAt(part)}>
      {(ids) => (
        <Input
          {...ids}
          {...more}
          value={typed[part] ?? ""}
          onChange={(event) => change({ [part]: event.target.value })}
        />
      )}
    </Field>
  );
  const select = (part: string, label: string, options: { value: string; label: string }[]) => (
    <Field label={label} error={problemAt(part)}>
      {(ids) => (
        <Select
          {...ids}
          value={typed[part] ?? ""}
          options={options}
          onChange={(event) => change({ [part]: event.target.value })}
        />
      )}
    </Field>
  );
  if (sends(type)) {
    return (
      <>
        {input("subject", "Subject")}
        <Field label="Text" error={problemAt("body")}>
          {(ids) => (
            <Textarea
              {...ids}
              rows={10}
              value={typed.body ?? ""}
              onChange={(event) => change({ body: event.target.value })}
            />
          )}
        </Field>
      </>
    );
  }
  if (type === "SCHEDULE_CALL") {
    return (
      <>
        <TimeField
          times={suggestion.proposed.suggested_times}
          value={typed.suggested_times ?? ""}
          choose={(at) => change({ suggested_times: at })}
        />
        {input("duration", "Minutes", { inputMode: "numeric", className: "max-w-24" })}
        {input("meeting_type", "Kind of call")}
      </>
    );
  }
  if (type === "FOLLOW_UP") {
    return (
      <>
        {input("reason", "What is to be done")}
        {select("suggested_action", "Best done by", ACTIONS)}
        {select("urgency", "Urgency", URGENCIES)}
      </>
    );
  }
  return (
    <>
      {input("title", "What is to be done")}
      {input("due", "Until", { type: "date", className: "max-w-44" })}
    </>
  );
}

const ACTIONS = (["SEND_EMAIL", "SCHEDULE_CALL", "REPLY", "TASK"] as const).map((value) => ({
  value,
  label: TYPE_NAMES[value],
}));
const URGENCIES = ["low", "medium", "high"].map((value) => ({
  value,
  label: `${value.charAt(0).toUpperCase()}${value.slice(1)}`,
}));

/** Which of the suggested times it is to be: in the day of that one it stands in Today. */
function TimeField({ times, value, choose }: { times: unknown; value: string; choose: (at: string) => void }) {
  const { now, zone } = useClock();
  const known = Array.isArray(times) ? times.map(String) : [];
  const all = known.includes(value) || !value ? known : [value, ...known];
  return (
    <Field label="When">
      {(ids) => (
        <Select
          {...ids}
          value={value}
          options={all.map((at) => ({ value: at, label: moment(at, now, zone) }))}
          onChange={(event) => choose(event.target.value)}
        />
      )}
    </Field>
  );
}

/** What was suggested before somebody changed it, and how much of it that was. */
export function AsProposed({ suggestion }: { suggestion: Suggestion }) {
  const { type, content, proposed, edit_share: share } = suggestion;
  const changed = partsOf(type).filter(
    (part) => part !== "suggested_times" && textOf(proposed[part]) !== textOf(content[part]),
  );
  if (changed.length === 0) return null;
  return (
    <details>
      <summary className="t2">
        As it was suggested{share === null ? "" : `; ${percent(share)} of its words were changed`}
      </summary>
      {changed.map((part) => (
        <p key={part} className="t3 whitespace-pre-line">
          {textOf(proposed[part])}
        </p>
      ))}
    </details>
  );
}
