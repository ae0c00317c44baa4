"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import { refusalFrom, refusalIn } from "@/components/outreach/log-draft";
import type { SubmitAnswer, SubmitLog } from "@/components/outreach/use-log-form";
import { useShortcuts } from "@/components/shell/keyboard";
import { showProblem, showToast } from "@/components/ui/toast";
import type { Touch } from "@/lib/communications/schema";
import type { Contactability, Refusal } from "@/lib/guard/schema";
import type { RecordCall } from "./call-actions";
import { CallDialog } from "./call-dialog";
import { keepPendingCall, type PendingCall, readPendingCall } from "./pending-call";

export type PhoneCallOptions = {
  lead: { id: string; name: string };
  /** E.164; null: there is nothing to dial */
  phone: string | null;
  contactability: Contactability | null;
  logContact: SubmitLog;
  recordCall: RecordCall;
  /** The guard says no: shows why, and what can be done instead. */
  onRefused: (refusal: Refusal) => void;
  onRecorded: (touch: Touch) => void;
  signInHref: string;
};

/** A number that is pressed: the guard is asked and the slot taken before anything is dialled; then the log form waits for the return. */
export function usePhoneCall(options: PhoneCallOptions) {
  const { lead, phone, contactability, logContact, recordCall, onRefused, onRecorded, signInHref } = options;
  const [call, setCall] = useState<PendingCall | null>(null);
  // Asked again after a broken connection it is the same attempt: it is logged once.
  const attempt = useRef({ id: "", running: false });
  useEffect(() => setCall(readPendingCall(lead.id)), [lead.id]);
  const show = (pending: PendingCall | null) => {
    keepPendingCall(lead.id, pending);
    setCall(pending);
  };
  const begin = (contactId: string) => {
    show({ contactId, beganAt: Date.now() });
    if (phone) dial(phone);
  };
  const start = async () => {
    const known = contactability?.channels.call;
    const refusal = known && known.verdict !== "free" ? refusalFrom(known) : null;
    if (refusal) return onRefused(refusal);
    if (!phone || attempt.current.running) return;
    const id = attempt.current.id || crypto.randomUUID();
    attempt.current = { id, running: true };
    const answer = await logContact({ method: "call" }, id).catch(() => NOT_REACHED);
    attempt.current = { id: answer === NOT_REACHED ? id : "", running: false };
    if (answer.ok) return begin(answer.touch.id);
    const refused = refusalIn(answer.problem);
    if (refused) onRefused(refused);
    else showProblem(`Not dialled. ${answer.problem.detail}`);
  };
  useShortcuts(phone ? [{ keys: "c", label: "Call the number", group: "Lead", run: () => void start() }] : []);
  const recorded = (touch: Touch) => {
    showToast({ message: "Call saved" });
    onRecorded(touch);
  };
  const dialog: ReactNode = (
    <CallDialog {...{ call, lead, recordCall, signInHref }} onClose={() => show(null)} onRecorded={recorded} />
  );
  return {
    start: () => void start(),
    begin,
    /** Says later what became of a call. */
    ask: (touch: Touch) => show({ contactId: touch.id, beganAt: 0 }),
    dialog,
  };
}

const NOT_REACHED: SubmitAnswer = {
  ok: false,
  problem: { code: "UNAVAILABLE", detail: "The connection failed. Try again." },
};

/** Hands the number to the phone. Only what took its slot gets here. */
function dial(number: string): void {
  const link = document.createElement("a");
  link.href = `tel:${number}`;
  link.click();
}
