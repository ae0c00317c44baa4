"use client";

import { useEffect, useRef, useState } from "react";
import { FramedHtml } from "@/components/editor/framed-html";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import type { Problem } from "@/lib/guard/schema";
import type { FilledTemplate, Template } from "@/lib/templates/schema";
import { TemplateResults } from "./template-results";
import { type TemplateText, wishOf } from "./use-template-form";

export type FoundLead = { id: string; name: string; company: string | null };
export type FindLeads = (q: string) => Promise<FoundLead[]>;
export type FilledAnswer = { ok: true; output: FilledTemplate } | { ok: false; problem: Problem };
type Props = {
  template: Template;
  text: TemplateText;
  preview: (asked: object) => Promise<FilledAnswer>;
  findLeads: FindLeads;
};

const PAUSE = 300;

/** The text as one real lead would read it, while it is edited. */
export function TemplatePreview({ template, text, preview, findLeads }: Props) {
  const [lead, setLead] = useState<FoundLead | null>(null);
  const [answer, setAnswer] = useState<FilledAnswer | null>(null);
  const asked = JSON.stringify({ ...contentOf(text, template), template_id: template.id, lead_id: lead?.id });
  const latest = useRef(preview);
  useEffect(() => {
    latest.current = preview;
  });
  useEffect(() => {
    if (!lead) return;
    let over = false;
    const timer = setTimeout(() => {
      void latest
        .current(JSON.parse(asked))
        .then((found) => over || setAnswer(found))
        .catch(() => null);
    }, PAUSE);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [asked, lead]);
  return (
    <aside className="form" aria-label="Preview">
      <LeadPicker lead={lead} choose={setLead} findLeads={findLeads} />
      {lead && answer ? <Filled answer={answer} lead={lead} /> : null}
      <TemplateResults template={template} />
    </aside>
  );
}

/** As it stands in the form; the server fills it in for the lead as it would a message. */
function contentOf(text: TemplateText, template: Template) {
  const { subject, body_html, body_text } = wishOf(text, template);
  return { subject, body_html, body_text };
}

function LeadPicker({
  lead,
  choose,
  findLeads,
}: {
  lead: FoundLead | null;
  choose: (lead: FoundLead) => void;
  findLeads: FindLeads;
}) {
  const [q, setQ] = useState("");
  const [found, setFound] = useState<FoundLead[]>([]);
  const latest = useRef({ findLeads, choose });
  useEffect(() => {
    latest.current = { findLeads, choose };
  });
  // Somebody stands there from the start; typing looks for others.
  useEffect(() => {
    let over = false;
    const timer = setTimeout(
      async () => {
        const leads = await latest.current.findLeads(q).catch(() => []);
        if (over) return;
        setFound(q === "" ? [] : leads.slice(0, 5));
        if (q === "" && leads[0]) latest.current.choose(leads[0]);
      },
      q === "" ? 0 : PAUSE,
    );
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [q]);
  return (
    <div className="field">
      <Field
        label="Preview on"
        hint={lead ? `${lead.name}${lead.company ? `, ${lead.company}` : ""}` : "Nobody is here yet"}
      >
        {(ids) => (
          <Input
            {...ids}
            value={q}
            placeholder="Another lead"
            autoComplete="off"
            onChange={(event) => setQ(event.target.value)}
          />
        )}
      </Field>
      {found.length > 0 ? (
        <ul aria-label="Leads found">
          {found.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                className="link"
                onClick={() => {
                  choose(one);
                  setFound([]);
                }}
              >
                {one.name}
                {one.company ? `, ${one.company}` : ""}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function Filled({ answer, lead }: { answer: FilledAnswer; lead: FoundLead }) {
  if (!answer.ok) return <Note tone="bad">{answer.problem.errors?.[0]?.message ?? answer.problem.detail}</Note>;
  const { subject, body_html, body_text, missing } = answer.output;
  return (
    <section aria-label={`As ${lead.name} reads it`} className="form">
      {missing.length > 0 ? (
        <Note>
          Not sent to {lead.name}: {missing.join(", ")} {missing.length > 1 ? "are" : "is"} not known. Give a fallback,
          or fill it in the lead.
        </Note>
      ) : null}
      {subject ? <p className="m">{subject}</p> : null}
      {body_html ? (
        <FramedHtml html={body_html} title="Text of the preview" />
      ) : (
        <p className="whitespace-pre-wrap">{body_text}</p>
      )}
    </section>
  );
}
