"use client";

import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { FIELD_LABELS } from "./lead-fields";
import { inputsFor, type Typed } from "./lead-typed";

export type LeadConflictsProps = {
  /** who changed what, in a sentence */
  detail: string;
  fields: string[];
  mine: Typed;
  theirs: Typed;
  people: { id: string; name: string }[];
};

/** What two people changed to something different, side by side; the form below holds what will be saved. */
export function LeadConflicts({ detail, fields, mine, theirs, people }: LeadConflictsProps) {
  const [chosen, setChosen] = useState<Record<string, "mine" | "theirs">>({});
  const choose = (form: HTMLFormElement | null, field: string, side: "mine" | "theirs") => {
    setChosen({ ...chosen, [field]: side });
    for (const name of inputsFor(field)) fill(form, name, (side === "mine" ? mine : theirs)[name] ?? "");
  };
  const words = (typed: Typed, field: string) => sayTyped(typed, field, people) || "empty";
  return (
    <div className="note bad alert" role="alert">
      <TriangleAlert className="i" aria-hidden="true" />
      <div className="lines">
        <p className="m">Not saved. {detail} Their other changes are in the form, and so is everything you typed.</p>
        {fields.map((field) => (
          <fieldset key={field} className="conflict">
            <legend>{FIELD_LABELS[field] ?? field}</legend>
            {(["mine", "theirs"] as const).map((side) => (
              <span key={side} className="version">
                <span className="t2">{side === "mine" ? "Yours" : "Theirs"}</span>{" "}
                <span className="m">{words(side === "mine" ? mine : theirs, field)}</span>{" "}
                <Button
                  aria-pressed={(chosen[field] ?? "mine") === side}
                  onClick={(event) => choose(event.currentTarget.form, field, side)}
                >
                  {side === "mine" ? "Keep mine" : "Take theirs"}
                </Button>
              </span>
            ))}
          </fieldset>
        ))}
      </div>
    </div>
  );
}

function fill(form: HTMLFormElement | null, name: string, value: string): void {
  const input = form?.elements.namedItem(name);
  if (input instanceof HTMLInputElement || input instanceof HTMLSelectElement) input.value = value;
}

function sayTyped(typed: Typed, field: string, people: LeadConflictsProps["people"]): string {
  const text = inputsFor(field)
    .map((name) => typed[name])
    .filter(Boolean)
    .join(" ");
  if (field === "owner_id") return people.find(({ id }) => id === text)?.name ?? (text ? "Somebody" : "Nobody");
  return field === "probability_override" && text ? `${text} %` : text;
}
