"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { LocalTimes } from "@/components/ui/local-time";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Channel } from "@/lib/guard/schema";
import type { Lead } from "@/lib/leads/schema";
import { Campaign, DealFacts } from "./deal-facts";
import { Fact } from "./fact";
import { OtherFacts } from "./other-facts";

export type LeadFactsProps = {
  lead: Lead;
  /** The number as people read it. */
  phone?: string | null;
  editHref: string;
  /** A contact point is no bare link: it opens "I'm about to contact" on its channel. */
  onContact: (channel: Channel) => void;
  /** The number is dialled when the guard lets it: it takes the slot first. */
  onCall: () => void;
  /** Every zone they may be in, where the lead itself says none. */
  zones?: readonly string[];
  /** What is said beside an address of a kind. */
  beside?: (kind: "email" | "phone" | "linkedin") => ReactNode;
  children?: ReactNode;
};

/** Contact points, facts and the company, in short lines. */
export function LeadFacts({
  lead,
  phone = lead.phone,
  editHref,
  onContact,
  onCall,
  zones,
  beside,
  children,
}: LeadFactsProps) {
  return (
    <aside className="aside" aria-label="Facts">
      <section>
        <h2>Contact points</h2>
        <dl className="facts">
          <Point
            label="Email"
            value={lead.email}
            editHref={editHref}
            onContact={() => onContact("email")}
            under={beside?.("email")}
          />
          <Point
            label="Phone"
            value={phone}
            editHref={editHref}
            onContact={onCall}
            action="Call"
            under={beside?.("phone")}
          >
            <LocalTimes zones={lead.timezone ? [lead.timezone] : zones} />
          </Point>
          <Point label="LinkedIn" value={lead.linkedin} editHref={editHref} onContact={() => onContact("linkedin")} />
        </dl>
      </section>
      <section>
        <h2>
          Facts
          <Link className="link" href={editHref}>
            Edit
          </Link>
        </h2>
        <dl className="facts">
          <Fact label="Role">{lead.title}</Fact>
          <Fact label="Time zone">{lead.timezone?.replaceAll("_", " ")}</Fact>
          <Fact label="Source">{lead.source}</Fact>
          <Campaign lead={lead} />
          <Fact label="Touches">
            {lead.contact_count} out, {lead.reply_count} in
          </Fact>
          <Fact label="Answered">
            {lead.last_response_at ? <RelativeTime at={lead.last_response_at} /> : "Not yet"}
          </Fact>
          <Fact label="Added">
            <RelativeTime at={lead.created_at} />
          </Fact>
        </dl>
      </section>
      <DealFacts lead={lead} editHref={editHref} />
      {lead.company ? (
        <section>
          <h2>Company</h2>
          <dl className="facts">
            <Fact label="Name">
              <Link className="link" href={`/companies/${lead.company.id}`}>
                {lead.company.name}
              </Link>
            </Fact>
            {lead.company.domain === lead.company.name ? null : <Fact label="Domain">{lead.company.domain}</Fact>}
          </dl>
        </section>
      ) : null}
      {children}
      <OtherFacts lead={lead} />
    </aside>
  );
}

type PointProps = {
  label: string;
  value: string | null;
  editHref: string;
  onContact: () => void;
  /** What pressing it does. */
  action?: string;
  under?: ReactNode;
  children?: ReactNode;
};

function Point({ label, value, editHref, onContact, action = "Log contact", under, children }: PointProps) {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {value ? (
          <>
            <button type="button" className="plainbtn" title={`${action}: ${value}`} onClick={onContact}>
              {value}
            </button>{" "}
            {children}
          </>
        ) : (
          <Link className="link" href={editHref}>
            Add {label === "LinkedIn" ? label : label.toLowerCase()}
          </Link>
        )}
      </dd>
      {value && under ? <dd className="under">{under}</dd> : null}
    </>
  );
}
