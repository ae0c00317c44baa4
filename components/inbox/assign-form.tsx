"use client";

import { useEffect, useState } from "react";
import { useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { showToast } from "@/components/ui/toast";
import type { UnmatchedMessage } from "@/lib/received/schema";
import type { FoundLead, UnmatchedActions } from "./inbox-actions";

type AssignFormProps = Pick<UnmatchedActions, "assign" | "searchLeads"> & {
  message: UnmatchedMessage;
  onDone: () => void;
};

/** Finds the lead that wrote; everything else that waits from the same address goes along. */
export function AssignForm({ message, assign, searchLeads, onDone }: AssignFormProps) {
  const [words, setWords] = useState(message.from.name ?? message.from.address.split("@")[0] ?? "");
  const [found, setFound] = useState<FoundLead[]>([]);
  useEffect(() => {
    let stale = false;
    const timer = setTimeout(async () => {
      const leads = words.trim() === "" ? [] : await searchLeads(words).catch(() => []);
      if (!stale) setFound(leads);
    }, 150);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [words, searchLeads]);
  const { run, busy, problem } = useAction(
    async (lead: FoundLead) => assign({ id: message.id, lead_id: lead.id }),
    ({ assigned }) => {
      showToast({ message: assigned === 1 ? "The message is at its lead" : `${assigned} messages are at their lead` });
      onDone();
    },
  );
  return (
    <div className="body">
      <p className="t2 cut">{message.from.address}</p>
      <Field label="Lead" hint="Every other waiting message from this address goes with it.">
        {(field) => (
          <Input {...field} value={words} onChange={(event) => setWords(event.target.value)} autoComplete="off" />
        )}
      </Field>
      {problem ? <Note tone="bad">{problem.detail}</Note> : null}
      <ul className="senders" aria-label="Leads found">
        {found.map((lead) => (
          <li key={lead.id}>
            <Button variant="ghost" busy={busy} onClick={() => run(lead)}>
              {lead.name}
              {lead.company ? <span className="t3">{lead.company}</span> : null}
            </Button>
          </li>
        ))}
      </ul>
      {found.length === 0 && words.trim() !== "" ? (
        <p className="hint">No lead has such a name. Add it under Leads.</p>
      ) : null}
    </div>
  );
}
