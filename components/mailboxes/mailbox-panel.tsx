"use client";

import { Check, TriangleAlert } from "lucide-react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { RelativeTime } from "@/components/ui/relative-time";
import { showToast } from "@/components/ui/toast";
import type { Mailbox, UpdateMailboxInput } from "@/lib/mailboxes/schema";
import type { Disconnected } from "@/lib/returned-grants/schema";
import { goTo, type StartConnection } from "./connect-account-dialog";
import { FoldersDialog } from "./folders-dialog";
import { KeysDialog } from "./keys-dialog";
import { LimitsDialog } from "./limits-dialog";
import { ServersDialog } from "./servers-dialog";
import { WebhookAddress } from "./webhook-address";

export type MailboxDoors = {
  update: SettingsAction<UpdateMailboxInput>;
  start: StartConnection;
  remove: SettingsAction<{ mailbox_id: string }, Disconnected>;
  check: SettingsAction<{ mailbox_id: string }>;
  pause: SettingsAction<{ mailbox_id: string; reason: string }>;
  resume: SettingsAction<{ mailbox_id: string }>;
};
type MailboxPanelProps = {
  mailbox: Mailbox;
  doors: MailboxDoors | null;
  mayChooseDefault: boolean;
  /** where its provider tells us of messages, for admins */
  webhook?: string;
};

const states: Record<Mailbox["state"], [string, BadgeTone]> = {
  active: ["Sending", "free"],
  paused: ["Paused", "wait"],
  disconnected: ["Disconnected", "line"],
};

/** One mailbox: whose it is, its servers, its limits, and what the last look at it found. */
export function MailboxPanel({ mailbox, doors, mayChooseDefault, webhook }: MailboxPanelProps) {
  const { address, user, state, paused_reason: reason, is_default: isDefault } = mailbox;
  const [word, tone] = states[state];
  return (
    <section className="panel m-4 max-w-3xl" id={mailbox.id} aria-label={address}>
      <header className="h-auto! min-h-10 flex-wrap py-2!">
        <h2 className="whitespace-normal! wrap-anywhere">{address}</h2>
        <Badge tone={tone}>{word}</Badge>
        {isDefault ? <Badge tone="line">Default</Badge> : null}
        <span className="grow" />
        <span className="t3 cut">{user?.name ?? "The whole organization's"}</span>
      </header>
      <div className="grid grid-cols-1 gap-3 p-4">
        {reason ? (
          <Note>
            {reason}
            {doors ? null : ` ${user?.name ?? "An admin"}${user ? " or an admin" : ""} lets it go on.`}
          </Note>
        ) : null}
        <p className="t2">
          {waysWords(mailbox)} {limitWords(mailbox)}
        </p>
        {webhook && mailbox.provider !== "smtp" ? <WebhookAddress provider={mailbox.provider} url={webhook} /> : null}
        <Findings mailbox={mailbox} />
        {doors ? <MailboxButtons mailbox={mailbox} doors={doors} mayChooseDefault={mayChooseDefault} /> : null}
      </div>
    </section>
  );
}

function Findings({ mailbox: { findings, tested_at: testedAt } }: { mailbox: Mailbox }) {
  if (testedAt === null) return <p className="hint">Not tested yet.</p>;
  return (
    <div className="grid gap-2">
      <p className="hint">
        Tested <RelativeTime at={testedAt} />
      </p>
      <ul className="grid gap-1" aria-label="What the test found">
        {findings.map(({ what, ok, words }) => (
          <li key={what} className="row items-start!">
            {ok ? (
              <Check className="i s mt-[3px]" aria-label="Good" />
            ) : (
              <TriangleAlert className="i s mt-[3px]" aria-label="Look at this" />
            )}
            <span>{words}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function MailboxButtons({ mailbox, doors, mayChooseDefault }: MailboxPanelProps & { doors: MailboxDoors }) {
  const { id: mailbox_id, state, is_default: isDefault, oauth_provider: provider } = mailbox;
  const check = useAction(doors.check);
  const pause = useAction(doors.pause);
  const resume = useAction(doors.resume);
  const remove = useAction(doors.remove, (done) => showToast({ message: disconnectedWords(done), seconds: 15 }));
  const update = useAction(doors.update);
  const start = useAction(doors.start, goTo);
  const problem = [check, pause, resume, remove, update, start].find((one) => one.problem)?.problem;
  return (
    <>
      {problem ? <Note tone="bad">{problem.detail}</Note> : null}
      <div className="row flex-wrap">
        <Button busy={check.busy} onClick={() => check.run({ mailbox_id })}>
          Test
        </Button>
        {state === "paused" ? (
          <Button busy={resume.busy} onClick={() => resume.run({ mailbox_id })}>
            Send again
          </Button>
        ) : (
          <Button busy={pause.busy} onClick={() => pause.run({ mailbox_id, reason: "Its owner paused it." })}>
            Pause
          </Button>
        )}
        {provider ? (
          <Button busy={start.busy} onClick={() => start.run({ provider, mailbox_id })}>
            Connect again
          </Button>
        ) : null}
        {mailbox.provider === "smtp" ? null : <KeysDialog mailbox={mailbox} update={doors.update} />}
        {mailbox.provider === "smtp" && !provider ? <ServersDialog mailbox={mailbox} update={doors.update} /> : null}
        {mailbox.imap ? <FoldersDialog mailbox={mailbox} update={doors.update} /> : null}
        <LimitsDialog mailbox={mailbox} update={doors.update} />
        {mayChooseDefault && !isDefault ? (
          <Button busy={update.busy} onClick={() => update.run({ mailbox_id, is_default: true })}>
            Make default
          </Button>
        ) : null}
        <Button variant="ghost" busy={remove.busy} onClick={() => remove.run({ mailbox_id })}>
          Disconnect
        </Button>
      </div>
    </>
  );
}

/** A permission that stays at the provider is the person's to take back, and they have to know. */
function disconnectedWords({ provider, given_back: became }: Disconnected): string {
  if (!provider) return "Disconnected. Its password is forgotten.";
  if (became === "revoked") return `Disconnected. ${provider} took its permission back.`;
  const why = became === "not_offered" ? "has no way for us to give it back" : "did not answer";
  return `Disconnected here. The permission still stands at ${provider}, which ${why}: withdraw it in the settings of your account there.`;
}

function waysWords({ provider, smtp, imap }: Mailbox): string {
  if (provider === "twilio") return "Sends texts by Twilio, and takes those that Twilio brings.";
  if (provider === "resend") return "Sends by Resend. Reads nothing.";
  const sends = smtp ? `Sends by ${smtp.host}:${smtp.port}. ` : "";
  return sends + (imap ? `Reads from ${imap.host}:${imap.port}.` : "Reads nothing.");
}

function limitWords({ hour_limit: hour, day_limit: day, send_hours: hours }: Mailbox): string {
  const words = [
    hour === null ? "" : `${hour} an hour`,
    day === null ? "" : `${day} a day`,
    hours === null ? "" : `from ${hours.from} to ${hours.until}`,
  ].filter(Boolean);
  return words.length > 0 ? `At most ${words.join(", ")}.` : "";
}
