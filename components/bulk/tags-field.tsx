"use client";

import { useEffect, useRef, useState } from "react";
import { fittingTags, withTag } from "@/components/tags/typed-tags";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** Several tags by comma, with those that there are to choose from; without the list the field still takes any. */
export function TagsField({ error }: { error: string | null }) {
  const [typed, setTyped] = useState("");
  const [known, setKnown] = useState<readonly string[]>([]);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const stop = new AbortController();
    void loadTagNames(stop.signal).then((names) => stop.signal.aborted || setKnown(names));
    return () => stop.abort();
  }, []);
  const choices = fittingTags(typed, known);
  const choose = (tag: string) => {
    setTyped(withTag(typed, tag));
    input.current?.focus();
  };
  return (
    <>
      <Field label="Tags" hint="Several, separated by commas" error={error}>
        {(ids) => (
          <Input
            {...ids}
            ref={input}
            name="tags"
            autoComplete="off"
            autoFocus
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      {choices.length > 0 ? (
        <ul className="tags wrap choices" aria-label="To choose from">
          {choices.map((tag) => (
            <li key={tag}>
              <button type="button" className="tag" onClick={() => choose(tag)}>
                <span className="cut">{tag}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

async function loadTagNames(signal: AbortSignal): Promise<string[]> {
  try {
    const answer = await fetch("/api/tags/names", { signal });
    // Our own route answers this shape: app/api/contract.db.test.ts holds every answer against its schema.
    return answer.ok ? ((await answer.json()) as { data: string[] }).data : [];
  } catch {
    return [];
  }
}
