"use client";

import { useRouter } from "next/navigation";
import { RichTextField } from "@/components/editor/rich-text-field";
import { Button } from "@/components/ui/button";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { KeptNote } from "@/components/ui/kept-note";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toast";
import { TEMPLATE_CHANNELS, type Template } from "@/lib/templates/schema";
import { FieldChips } from "./field-chips";
import { type FilledAnswer, type FindLeads, TemplatePreview } from "./template-preview";
import { CHANNEL_WORDS, variablesIn } from "./template-words";
import { type SaveTemplate, type TemplateText, useTemplateForm } from "./use-template-form";

type TemplateFormProps = {
  template: Template | null;
  /** who writes: what they keep is theirs */
  userId: string;
  save: SaveTemplate;
  preview: (asked: object) => Promise<FilledAnswer>;
  findLeads: FindLeads;
};
const CHANNEL_OPTIONS = TEMPLATE_CHANNELS.map((value) => ({ value, label: CHANNEL_WORDS[value] }));
const SHARED_OPTIONS = [
  { value: "own", label: "Only you" },
  { value: "shared", label: "Everybody" },
];
const PLACES = ["name", "subject", "body_html", "body_text", "variables", "channel"];

/** Name, text and for whom, with how a real lead would read it beside it. */
export function TemplateForm({ template, userId, save, preview, findLeads }: TemplateFormProps) {
  const router = useRouter();
  const done = ({ id, name }: Template) => {
    showToast({ message: `The template ${name} is saved` });
    if (template === null) router.push(`/templates/${id}`);
  };
  const { text, change, busy, problem, kept, keep } = useTemplateForm({ template, userId, save, done });
  const wrong = (path: string) => errorAt(problem?.errors, path);
  const told = problem?.errors?.some((one) => PLACES.includes(one.path)) ?? false;
  const mayChange = template?.may_change ?? true;
  return (
    <div className="template-page">
      <form
        className="form"
        noValidate
        aria-label="Template"
        onSubmit={(event) => {
          event.preventDefault();
          keep();
        }}
      >
        {mayChange ? null : <Note>Only its owner or a manager changes this template.</Note>}
        <KeptNote found={kept.found} what="The template" startOver={kept.startOver} />
        {problem && !told ? <Note tone="bad">{problem.detail}</Note> : null}
        <Field label="Name" error={wrong("name")}>
          {(ids) => (
            <Input
              {...ids}
              value={text.name}
              maxLength={100}
              autoComplete="off"
              onChange={(event) => change({ name: event.target.value })}
            />
          )}
        </Field>
        <div className="row g12 wrap items-start!">
          <Field label="Channel" className="w-48">
            {(ids) => (
              <Select
                {...ids}
                value={text.channel}
                disabled={template !== null}
                options={CHANNEL_OPTIONS}
                onChange={(event) =>
                  change({ channel: TEMPLATE_CHANNELS.find((one) => one === event.target.value) ?? "email" })
                }
              />
            )}
          </Field>
          <Field label="Who uses it" className="w-48">
            {(ids) => (
              <Select
                {...ids}
                value={text.shared ? "shared" : "own"}
                options={SHARED_OPTIONS}
                onChange={(event) => change({ shared: event.target.value === "shared" })}
              />
            )}
          </Field>
        </div>
        <Letter text={text} change={change} wrong={wrong} />
        <Field
          label="Own variables"
          hint="Words that a message brings along, such as offer_date; separate them by commas"
          error={wrong("variables") ?? problem?.errors?.find((one) => one.path.startsWith("variables."))?.message}
        >
          {(ids) => (
            <Input
              {...ids}
              value={text.variables}
              autoComplete="off"
              onChange={(event) => change({ variables: event.target.value })}
            />
          )}
        </Field>
        {mayChange ? (
          <div className="row g12 wrap">
            <Button type="submit" variant="primary" size="form" busy={busy}>
              Save template
            </Button>
            {kept.changed ? <span className="t3">Not saved yet; this browser keeps it</span> : null}
          </div>
        ) : null}
      </form>
      {template ? <TemplatePreview template={template} text={text} preview={preview} findLeads={findLeads} /> : null}
    </div>
  );
}

type LetterProps = {
  text: TemplateText;
  change: (part: Partial<TemplateText>) => void;
  wrong: (path: string) => string | null;
};

function Letter({ text, change, wrong }: LetterProps) {
  if (text.channel !== "email")
    return (
      <>
        <Field label="Text" error={wrong("body_text")}>
          {(ids) => (
            <Textarea {...ids} rows={6} value={text.text} onChange={(event) => change({ text: event.target.value })} />
          )}
        </Field>
        <FieldChips variables={variablesIn(text.variables)} />
      </>
    );
  return (
    <>
      <Field label="Subject" error={wrong("subject")}>
        {(ids) => (
          <Input
            {...ids}
            value={text.subject}
            maxLength={500}
            autoComplete="off"
            onChange={(event) => change({ subject: event.target.value })}
          />
        )}
      </Field>
      <RichTextField
        label="Text"
        html={text.html}
        error={wrong("body_html") ?? wrong("body_text")}
        onChange={(html) => change({ html })}
      />
      <FieldChips variables={variablesIn(text.variables)} />
    </>
  );
}
