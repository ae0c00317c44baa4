"use client";

import { paragraphsOf } from "@/components/editor/paragraphs";
import { RichTextField } from "@/components/editor/rich-text-field";
import { BesideNearText, MarkedTextarea } from "@/components/outreach/compared-text";
import type { NearText } from "@/components/outreach/near-text";
import { useClock } from "@/components/ui/clock";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { moment } from "@/components/ui/time-format";
import { wallInZone } from "@/components/ui/zone-time";
import type { Problem } from "@/lib/guard/schema";
import { ADDRESS_KINDS, BODY_LENGTH, type LeadAddress } from "@/lib/sending/schema";
import type { MessageDraft } from "./message-draft";

type Part = { draft: MessageDraft; change: (part: Partial<MessageDraft>) => void; problem: Problem | null };

/** Only their own addresses: whatever else is typed belongs on the lead first. */
export function ToField({ draft, change, addresses, problem }: Part & { addresses: readonly LeadAddress[] }) {
  const fitting = addresses.filter((one) => one.kind === ADDRESS_KINDS[draft.channel]);
  return (
    <Field label="To" error={errorAt(problem?.errors, "to")} className="w-80 max-[720px]:w-full">
      {(ids) =>
        fitting.length > 0 ? (
          <Select
            {...ids}
            name="to"
            value={draft.to || fitting[0]?.value}
            onChange={(event) => change({ to: event.target.value })}
            options={fitting.map(({ value }) => ({ value, label: value }))}
          />
        ) : (
          <Input {...ids} name="to" readOnly value="No address on file" />
        )
      }
    </Field>
  );
}

type WhenProps = Part & { lead: { timezone?: string | null }; at: Date | null };

/** In the clock of the lead where that is known, with what it is for the writer. */
export function WhenField({ draft, change, problem, lead, at }: WhenProps) {
  const { now, zone } = useClock();
  const theirs = lead.timezone ?? zone;
  const place = theirs.replaceAll("_", " ");
  const mine = at && theirs !== zone ? `For you that is ${moment(at.toISOString(), now, zone)}` : `Clock of ${place}`;
  return (
    <Field
      label={lead.timezone ? "Day and time, there" : "Day and time, yours"}
      error={errorAt(problem?.errors, "scheduled_for")}
      hint={lead.timezone ? mine : "Their time zone is not known."}
      className="w-60 max-[720px]:w-full"
    >
      {(ids) => (
        <Input
          {...ids}
          type="datetime-local"
          name="when"
          required
          title={place}
          min={wallInZone(Date.now(), theirs)}
          value={draft.when}
          onChange={(event) => change({ when: event.target.value })}
        />
      )}
    </Field>
  );
}

export function MessageFields({ draft, change, problem, near }: Part & { near: NearText | null }) {
  return (
    <BesideNearText near={near} mine={draft.text}>
      <div className="form">
        {draft.channel === "email" ? (
          <Field label="Subject" error={errorAt(problem?.errors, "subject")}>
            {(ids) => (
              <Input
                {...ids}
                name="subject"
                maxLength={500}
                autoComplete="off"
                value={draft.subject}
                onChange={(event) => change({ subject: event.target.value })}
              />
            )}
          </Field>
        ) : null}
        <TextField draft={draft} change={change} problem={problem} near={near} />
      </div>
    </BesideNearText>
  );
}

function TextField({ draft, change, problem, near }: Part & { near: NearText | null }) {
  const error = errorAt(problem?.errors, "body_html") ?? errorAt(problem?.errors, "body_text");
  if (draft.html !== null && draft.channel === "email")
    return (
      <RichTextField
        label="Text"
        html={draft.html}
        error={error}
        onChange={(html, text) => change({ html, text })}
        aside={
          <button type="button" className="link" onClick={() => change({ html: null })}>
            Plain text
          </button>
        }
      />
    );
  const formats = draft.channel === "email" && (
    <button type="button" className="link" onClick={() => change({ html: paragraphsOf(draft.text) })}>
      Format
    </button>
  );
  return (
    <Field label="Text" error={error} aside={formats}>
      {(ids) => (
        <MarkedTextarea
          {...ids}
          near={near}
          name="text"
          className="min-h-32"
          maxLength={BODY_LENGTH}
          value={draft.text}
          onChange={(event) => change({ text: event.target.value })}
        />
      )}
    </Field>
  );
}
