"use client";

import { Search, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { useShortcuts } from "@/components/shell/keyboard";
import { Input } from "@/components/ui/input";
import { hrefWith } from "@/components/ui/query-href";

/** Finds while one types; without scripts it is an ordinary form. `/` goes here. */
export function LeadSearch({ query, value }: { query: string; value: string }) {
  const router = useRouter();
  const field = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState(value);
  // What was asked for and has not come yet, then what the page shows: anything else came from a link or the back button.
  const asked = useRef([value]);
  useEffect(() => {
    const place = asked.current.indexOf(value);
    asked.current = place < 0 ? [value] : asked.current.slice(place);
    if (place < 0) setWords(value);
  }, [value]);
  useEffect(() => {
    const q = words.trim();
    if (q === asked.current.at(-1)) return;
    const timer = setTimeout(() => {
      asked.current.push(q);
      router.replace(hrefWith(query, { q }), { scroll: false });
    }, 250);
    return () => clearTimeout(timer);
  }, [words, query, router]);
  useShortcuts([{ keys: "/", label: "Filter", group: "List", run: () => field.current?.focus() }]);
  return (
    <search>
      <form action="/leads" className="contents">
        <Input
          ref={field}
          frame="bar"
          type="search"
          name="q"
          icon={Search}
          keys={words ? undefined : "/"}
          aria-label="Find leads"
          placeholder="Filter"
          autoComplete="off"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          end={
            words ? (
              <button type="button" aria-label="Clear" onClick={() => setWords("")}>
                <X className="i xs" aria-hidden="true" />
              </button>
            ) : null
          }
        />
      </form>
    </search>
  );
}
