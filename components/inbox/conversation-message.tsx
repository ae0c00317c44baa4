"use client";

import { useEffect, useRef } from "react";
import { FileList } from "@/components/messages/file-list";
import { useAction } from "@/components/settings/use-action";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import { Select } from "@/components/ui/select";
import { showProblem, showToast } from "@/components/ui/toast";
import type { ConversationMessage } from "@/lib/conversations/schema";
import type { Problem } from "@/lib/guard/schema";
import { MAIL_KINDS, type MailKind } from "@/lib/mail-kinds/schema";
import { arrivalWords, KIND_NAMES } from "./inbox-words";
import { MailFrame } from "./mail-frame";

export type CorrectKind = (input: {
  id: string;
  kind: MailKind;
}) => Promise<{ ok: true; output: unknown } | { ok: false; problem: Problem }>;
type ItemProps = { message: ConversationMessage; isNewest: boolean; correctKind: CorrectKind };

/** One message of a conversation: theirs says what kind of mail it is, and takes a correction. */
export function ConversationMessageItem({ message, isNewest, correctKind }: ItemProps) {
  const { from, at, direction, body, html, status, files, logged, arrival } = message;
  const item = useRef<HTMLLIElement>(null);
  // A conversation opens where something new was said; what was said before stands above.
  const opened = useRef(isNewest);
  useEffect(() => {
    if (opened.current) item.current?.scrollIntoView({ block: "start" });
  }, []);
  return (
    <li ref={item} className={direction === "inbound" ? "theirs" : "ours"}>
      <div className="row">
        <span className="m cut">{from}</span>
        {direction === "outbound" && status !== "logged" ? <Badge tone="line">{status}</Badge> : null}
        {arrival && arrival.kind !== "human" ? <Badge tone="wait">{KIND_NAMES[arrival.kind]}</Badge> : null}
        {arrival ? <span className="t2 sm cut">{arrivalWords(arrival)}</span> : null}
        <span className="grow" />
        <span className="t3 sm">
          <RelativeTime at={at} />
        </span>
      </div>
      {html ? <MailFrame html={html} title={`Message of ${from}`} /> : <p className="words">{body ?? "No text"}</p>}
      {logged ? (
        <p className="t2 sm words">
          {logged.by ?? "Somebody"} logged this by hand: “{logged.text}”
        </p>
      ) : null}
      <FileList files={files} />
      {arrival ? <KindLine arrival={arrival} correct={correctKind} /> : null}
    </li>
  );
}

function KindLine({
  arrival,
  correct,
}: {
  arrival: NonNullable<ConversationMessage["arrival"]>;
  correct: CorrectKind;
}) {
  const { run } = useAction(async (value: string) => {
    const kind = MAIL_KINDS.find((one) => one === value);
    if (!kind) return { ok: true as const, output: null };
    const answer = await correct({ id: arrival.id, kind });
    if (!answer.ok) showProblem(answer.problem.detail);
    else showToast({ message: `Kept as: ${KIND_NAMES[kind]}. What it meant is counted anew` });
    return answer;
  });
  return (
    <details className="kind">
      <summary className="t3 sm">{KIND_NAMES[arrival.kind]}</summary>
      <div className="row">
        <Select
          frame="bar"
          aria-label="What kind of mail it is"
          key={arrival.kind}
          defaultValue={arrival.kind}
          onChange={(event) => run(event.target.value)}
          options={MAIL_KINDS.map((value) => ({ value, label: KIND_NAMES[value] }))}
        />
        <span className="t3 sm cut">{arrival.evidence}</span>
      </div>
    </details>
  );
}
