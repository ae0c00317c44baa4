"use client";

import { useState } from "react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Dialog } from "@/components/ui/dialog";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Consent } from "@/lib/consents/schema";
import { ConsentForm } from "./consent-form";
import type { RecordConsentAction } from "./consent-state";
import { BASIS_NAMES, POINT_NAMES, PURPOSE_NAMES, STATUS_NAMES } from "./consent-words";

export type ConsentPanelProps = {
  lead: { id: string; name: string; email: string | null; phone: string | null; linkedin: string | null };
  consents: Consent[];
  record: RecordConsentAction;
};

/** What this person said about each address: the newest counts, the rest is its history. */
export function ConsentPanel({ lead, consents, record }: ConsentPanelProps) {
  const [open, setOpen] = useState(false);
  const kinds = (["email", "phone", "linkedin"] as const).filter((kind) => lead[kind]);
  if (kinds.length === 0) return null;
  const standing = consents.filter((one) => one.counts);
  return (
    <section aria-label="Consents">
      <h2>
        Consents
        <button type="button" className="plainbtn link" onClick={() => setOpen(true)}>
          {consents.length > 0 ? "History" : "Record"}
        </button>
      </h2>
      {standing.length === 0 ? <p className="t3 sm">None on record</p> : null}
      <dl className="facts">
        {standing.map((one) => (
          <ConsentLine key={one.id} one={one} />
        ))}
      </dl>
      <Dialog open={open} onOpenChange={setOpen} title={`Consents of ${lead.name}`} width="m">
        <ConsentForm leadId={lead.id} kinds={kinds} record={record} onDone={() => setOpen(false)}>
          {consents.length > 0 ? <ConsentHistory consents={consents} /> : null}
        </ConsentForm>
      </Dialog>
    </section>
  );
}

const TONES: Record<Consent["status"], BadgeTone> = {
  granted: "free",
  denied: "taken",
  unknown: "line",
  withdrawn: "taken",
};

function ConsentLine({ one }: { one: Consent }) {
  const purpose = one.purpose === "outreach" ? "" : `, ${PURPOSE_NAMES[one.purpose].toLowerCase()}`;
  return (
    <>
      <dt title={one.value_norm}>
        {POINT_NAMES[one.kind]}
        {purpose}
      </dt>
      <dd>
        <Badge tone={TONES[one.status]}>{STATUS_NAMES[one.status]}</Badge>{" "}
        <span className="t3 sm">
          <RelativeTime at={one.at} focusable={false} />
        </span>
      </dd>
    </>
  );
}

function ConsentHistory({ consents }: { consents: Consent[] }) {
  return (
    <ol className="steps" aria-label="History of consents">
      {consents.map((one) => (
        <li key={one.id}>
          <span className="m">
            {POINT_NAMES[one.kind]}: {STATUS_NAMES[one.status].toLowerCase()}
          </span>
          <span className="t3">
            {PURPOSE_NAMES[one.purpose].toLowerCase()}, <RelativeTime at={one.at} focusable={false} />, recorded by{" "}
            {one.recorded_by.name}
          </span>
          <span className="t2 said">
            {one.lawful_basis ? `${BASIS_NAMES[one.lawful_basis]}, ` : ""}
            {one.source}
            {one.evidence ? `: ${one.evidence}` : ""}
            {one.expires_at ? (
              <>
                , until <RelativeTime at={one.expires_at} form="until" focusable={false} />
              </>
            ) : null}
          </span>
        </li>
      ))}
    </ol>
  );
}
