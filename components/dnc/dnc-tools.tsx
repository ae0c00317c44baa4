"use client";

import { Search } from "lucide-react";
import Form from "next/form";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { useShortcuts } from "@/components/shell/keyboard";
import { ErrorState } from "@/components/ui/error-state";
import { Input } from "@/components/ui/input";
import type { DncCheck } from "@/lib/dnc/schema";
import type { Problem } from "@/lib/guard/schema";
import { DncAnswer } from "./dnc-answer";
import { DncFilters } from "./dnc-filters";
import { type ReadAddress, readAddress } from "./read-address";

export type CheckDnc = (
  address: ReadAddress,
) => Promise<{ ok: true; check: DncCheck } | { ok: false; problem: Problem }>;

export type DncToolsProps = { q: string; query: string; checkDnc: CheckDnc };

/** A filter of the list, and "Why is this address blocked?" with the answer below. */
export function DncTools({ q, query, checkDnc }: DncToolsProps) {
  const filter = useRef<HTMLInputElement>(null);
  const [answer, setAnswer] = useState<ReactNode>(null);
  useShortcuts([{ keys: "/", label: "Filter", group: "List", run: () => filter.current?.focus() }]);
  const kept = [...new URLSearchParams(query)].filter(([name]) => !["q", "cursor", "entry"].includes(name));
  const ask = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const address = readAddress(String(new FormData(event.currentTarget).get("address")));
    if (!address) return setAnswer(<ErrorState title={NOT_AN_ADDRESS} />);
    const result = await checkDnc(address).catch(() => NOT_REACHED);
    setAnswer(result.ok ? <DncAnswer answer={result.check} /> : <ErrorState title={result.problem.detail} />);
  };
  return (
    <>
      <div className="filters">
        <Form key={q} action="/dnc" scroll={false}>
          <Input
            ref={filter}
            frame="bar"
            type="search"
            name="q"
            icon={Search}
            keys="/"
            aria-label="Find entries"
            placeholder="Filter"
            autoComplete="off"
            maxLength={200}
            defaultValue={q}
          />
          {kept.map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
        </Form>
        <DncFilters query={query} />
        <span className="grow" />
        <form onSubmit={ask}>
          <Input
            frame="bar"
            className="w-72!"
            icon={Search}
            type="search"
            name="address"
            aria-label="Why is this address blocked?"
            placeholder="Why is this address blocked?"
            autoComplete="off"
          />
        </form>
      </div>
      {answer ? <div className="answer">{answer}</div> : null}
    </>
  );
}

const NOT_AN_ADDRESS = "Write a mail address, a domain, a phone number or a LinkedIn profile.";

const NOT_REACHED = {
  ok: false as const,
  problem: { code: "UNAVAILABLE", detail: "The connection failed. Try again." },
};
