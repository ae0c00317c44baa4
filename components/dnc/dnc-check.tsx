"use client";

import { Ban, Check, Search } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { RelativeTime } from "@/components/ui/relative-time";
import type { DncCheck as DncAnswer } from "@/lib/dnc/schema";
import type { Problem } from "@/lib/outreach/schema";
import { channelWords } from "./dnc-list";
import { SOURCE_NAMES } from "./dnc-words";
import { type ReadAddress, readAddress } from "./read-address";

export type CheckDnc = (
  address: ReadAddress,
) => Promise<{ ok: true; check: DncAnswer } | { ok: false; problem: Problem }>;

/** "Why is this address blocked?": one field, the answer below it. */
export function DncCheck({ checkDnc }: { checkDnc: CheckDnc }) {
  const [text, setText] = useState("");
  const [answer, setAnswer] = useState<DncAnswer | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const ask = async (event: FormEvent) => {
    event.preventDefault();
    const address = readAddress(text);
    setAnswer(null);
    if (!address) return setFailed("Write a mail address, a domain, a phone number or a LinkedIn profile.");
    const result = await checkDnc(address).catch(() => NOT_REACHED);
    setFailed(result.ok ? null : result.problem.detail);
    if (result.ok) setAnswer(result.check);
  };
  return (
    <div className="form">
      <form onSubmit={ask}>
        <Input
          icon={Search}
          type="search"
          aria-label="Why is this address blocked?"
          placeholder="Why is this address blocked?"
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </form>
      {failed ? <Note tone="bad">{failed}</Note> : null}
      {answer ? <Answer answer={answer} /> : null}
    </div>
  );
}

function Answer({ answer }: { answer: DncAnswer }) {
  if (!answer.blocked) {
    return (
      <Note icon={Check}>
        <span className="m">{answer.normalized}</span> is not on the list.
      </Note>
    );
  }
  return (
    <div className="note bad alert" role="status">
      <Ban className="i" aria-hidden="true" />
      <div className="lines">
        <p className="m">{answer.normalized} must not be contacted.</p>
        {answer.entries.map((entry) => (
          <p key={entry.id}>
            {channelWords(entry.channel)}: {entry.reason}, {SOURCE_NAMES[entry.source].toLowerCase()},{" "}
            <RelativeTime at={entry.since} />
            {entry.expires_at ? (
              <>
                , ends <RelativeTime at={entry.expires_at} form="until" />
              </>
            ) : null}
          </p>
        ))}
      </div>
    </div>
  );
}

const NOT_REACHED = {
  ok: false as const,
  problem: { code: "UNAVAILABLE", detail: "The connection failed. Try again." },
};
