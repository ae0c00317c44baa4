"use client";

import { useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { RelativeTime } from "@/components/ui/relative-time";
import { type Told, tellPayload } from "@/lib/audit/rules";
import type { AuditEvent } from "@/lib/audit/schema";
import { fieldWords, kindWords, viaWords } from "./audit-words";
import { ChangeList } from "./change-list";

/** One event whole: what changed, what was said, from where, and its place in the chain. */
export function AuditDialog({ event }: { event: AuditEvent }) {
  const [open, setOpen] = useState(false);
  const { payload, actor, via, at, position } = event;
  const told = payload === null ? null : tellPayload(payload);
  return (
    <>
      <button type="button" className="m cut" onClick={() => setOpen(true)}>
        {kindWords(event.kind)}
      </button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={kindWords(event.kind)}
        subtitle={`Place ${position.toLocaleString("en")}`}
        width="m"
      >
        <div className="body">
          <p>
            {actor?.name ?? "Touchline"}, {viaWords(via)}, <RelativeTime at={at} form="words" />
          </p>
          {told === null ? (
            <Note>What was said here was erased. That it happened, and its place in the chain, stay.</Note>
          ) : null}
          {told && told.changes.length > 0 ? <ChangeList changes={told.changes} /> : null}
          <dl className="facts">
            {factsOf(event, told?.facts ?? []).map(({ name, value }) => (
              <Fact key={name} name={name} value={value} />
            ))}
          </dl>
        </div>
      </Dialog>
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{fieldWords(name)}</dt>
      <dd>{value}</dd>
    </>
  );
}

// What it is about stands in the event and often in what was said of it: once is enough.
function factsOf({ ip, user_agent, request_id, subjects, hash }: AuditEvent, said: Told["facts"]) {
  const told = Object.fromEntries(said.map(({ name, value }) => [name, value]));
  const given = { ...told, ...subjects, address: ip, browser: user_agent, request: request_id, hash };
  return Object.entries(given).flatMap(([name, value]) => (value ? [{ name, value }] : []));
}
