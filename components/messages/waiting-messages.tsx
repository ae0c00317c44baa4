"use client";

import Link from "next/link";
import { useState } from "react";
import { ChannelIcon } from "@/components/outreach/channel-icon";
import { CHANNEL_NAMES } from "@/components/outreach/channel-words";
import { Button } from "@/components/ui/button";
import { useClock } from "@/components/ui/clock";
import { exactTime, moment } from "@/components/ui/time-format";
import type { Touch } from "@/lib/communications/schema";
import { howTheyLeave, isHeldUp } from "./message-draft";

export type WaitingMessagesProps = {
  touches: readonly Touch[];
  userId?: string;
  /** Managers and admins: they may cancel what others wrote. */
  mayCancelAll: boolean;
  cancel: (touch: Touch) => Promise<void>;
  edit: (touch: Touch) => Promise<void>;
  markSent: (touch: Touch) => Promise<void>;
};

export const isWaiting = (touch: Touch) => touch.status === "queued";

/** What is to go out, above everything that was: who wrote it, when it goes, and the way to stop it. */
export function WaitingMessages({ touches, ...rest }: WaitingMessagesProps) {
  const { now } = useClock();
  const waiting = touches.filter(isWaiting).toSorted((a, b) => a.occurred_at.localeCompare(b.occurred_at));
  if (waiting.length === 0) return null;
  return (
    <section aria-label="Messages that wait" className="waiting">
      <ul>
        {waiting.map((touch) => (
          <WaitingLine key={touch.id} touch={touch} {...rest} />
        ))}
      </ul>
      <p className="hint">
        {howTheyLeave(waiting.map((touch) => touch.method))}
        {isHeldUp(waiting, now) ? (
          <>
            {" An email is late. "}
            <Link className="link u" href="/settings/mailboxes">
              See what holds it up
            </Link>
          </>
        ) : null}
      </p>
    </section>
  );
}

type LineProps = Omit<WaitingMessagesProps, "touches"> & { touch: Touch };

function WaitingLine({ touch, userId, mayCancelAll, cancel, edit, markSent }: LineProps) {
  const { now, zone } = useClock();
  const [busy, setBusy] = useState(false);
  const mine = touch.user?.id === userId;
  const at = touch.scheduled_for ?? touch.occurred_at;
  const late = Date.parse(at) <= now;
  const run = (work: (touch: Touch) => Promise<void>) => async () => {
    setBusy(true);
    await work(touch).finally(() => setBusy(false));
  };
  return (
    <li>
      <ChannelIcon channel={touch.method} />
      <span className="cut">
        <span className="m" title={exactTime(at, zone)}>
          {late ? "Waiting since" : "Scheduled for"} {moment(at, now, zone)}
        </span>
        , <span className="sr">{CHANNEL_NAMES[touch.method]} </span>by {mine ? "you" : (touch.user?.name ?? "somebody")}
        <span className="t2"> {touch.subject ? `“${touch.subject}”` : touch.body_preview}</span>
      </span>
      <span className="grow" />
      {mine && late && touch.method !== "email" ? (
        <Button disabled={busy} onClick={run(markSent)}>
          I sent it
        </Button>
      ) : null}
      {mine ? (
        <Button variant="ghost" disabled={busy} onClick={run(edit)}>
          Edit
        </Button>
      ) : null}
      {mine || mayCancelAll ? (
        <Button disabled={busy} onClick={run(cancel)}>
          Cancel
        </Button>
      ) : null}
    </li>
  );
}
