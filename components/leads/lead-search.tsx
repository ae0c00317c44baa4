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
  useEffect(() => {
    if (words.trim() === value) return;
    const timer = setTimeout(() => router.replace(hrefWith(query, { q: words.trim() }), { scroll: false }), 250);
    return () => clearTimeout(timer);
  }, [words, value, query, router]);
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
