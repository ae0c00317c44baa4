"use client";

import type { FormEvent } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { RelativeTime } from "@/components/ui/relative-time";
import type { DomainRecord, SendingDomain } from "@/lib/mailbox-checks/schema";

type DomainSetUpProps = {
  sending: SendingDomain;
  check: SettingsAction<{ domain: string; selector: string | null }> | null;
};

const about: Record<DomainRecord["what"], [string, string]> = {
  spf: ["SPF", "A list of the servers that may send in the name of this domain."],
  dkim: ["DKIM", "The public key with which receivers check that a mail was signed by this domain and not changed."],
  dmarc: ["DMARC", "What receivers do with mail that neither of the two vouches for. Large providers ask for it."],
  one_click: ["One-click unsubscribe", "Recipients of automatic emails get no more of them with one click."],
};
const states: Record<DomainRecord["state"], [string, BadgeTone]> = {
  good: ["Set up", "free"],
  missing: ["Missing", "danger"],
  wrong: ["Needs a change", "wait"],
  unknown: ["Could not be looked up", "line"],
};

/** What receivers look for before they trust mail of a domain: what each is, what is there, and what to put there. */
export function DomainSetUp({ sending: { domain, addresses, found }, check }: DomainSetUpProps) {
  return (
    <>
      <div className="m-4 grid max-w-3xl gap-3">
        <p className="t2">
          Mail leaves from {addresses.join(", ")}. Receivers look for SPF, DKIM and DMARC records before they trust it.
          They are made where {domain} is kept: at your registrar or hosting provider.
        </p>
        {found ? (
          <p className="hint">
            Looked up <RelativeTime at={found.checked_at} />
          </p>
        ) : (
          <p className="hint">Not looked up yet.</p>
        )}
        {check ? <LookUpForm domain={domain} selector={found?.selector ?? null} check={check} /> : null}
      </div>
      {found?.records.map((one) => (
        <RecordPanel key={one.what} record={one} />
      ))}
    </>
  );
}

type LookUpFormProps = { domain: string; selector: string | null; check: NonNullable<DomainSetUpProps["check"]> };

function LookUpForm({ domain, selector, check }: LookUpFormProps) {
  const { run, busy, problem } = useAction(check);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    run({ domain, selector: String(new FormData(event.currentTarget).get("selector") ?? "").trim() || null });
  };
  return (
    <form className="form" noValidate aria-label="Look up" onSubmit={submit}>
      {problem && !problem.errors?.length ? <Note tone="bad">{problem.detail}</Note> : null}
      <Field
        label="Name of the DKIM key (selector)"
        hint="Empty: the usual names are tried"
        error={errorAt(problem?.errors, "selector")}
      >
        {(ids) => (
          <Input {...ids} name="selector" defaultValue={selector ?? ""} autoComplete="off" className="max-w-60" />
        )}
      </Field>
      <div>
        <Button type="submit" variant="primary" size="form" busy={busy}>
          Look up
        </Button>
      </div>
    </form>
  );
}

function RecordPanel({ record }: { record: DomainRecord }) {
  const { what, state, name, found, words, put } = record;
  const [title, meaning] = about[what];
  const [word, tone] = states[state];
  return (
    <section className="panel m-4 max-w-3xl" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <Badge tone={tone}>{word}</Badge>
      </header>
      <div className="grid grid-cols-1 gap-3 p-4">
        <p className="t2">{meaning}</p>
        <p>{words}</p>
        {what === "one_click" || state === "unknown" ? null : (
          <Texts label={`At ${name} stands`} texts={found.length > 0 ? found : ["Nothing"]} />
        )}
        {put ? <Texts label={what === "one_click" ? "Set" : `Put at ${name} (TXT)`} texts={[put]} /> : null}
      </div>
    </section>
  );
}

const Texts = ({ label, texts }: { label: string; texts: string[] }) => (
  <div className="grid gap-1">
    <p className="hint">{label}</p>
    {texts.map((text) => (
      <code key={text} className="break-all select-all">
        {text}
      </code>
    ))}
  </div>
);
