"use client";

import { Command } from "cmdk";
import { Building2, FileText, Star, User } from "lucide-react";
import { useEffect, useState } from "react";
import type { LeadVerdicts } from "@/components/leads/lead-requests";
import { VerdictDots } from "@/components/outreach/verdict-dots";
import { openFoundVerdicts } from "./found-verdicts";
import type { PaletteFound, PaletteLead } from "./palette-actions";

type LeadResultsProps = { leads: PaletteLead[]; onPick: (lead: PaletteLead) => void };

/** Leads by name; what may be done with each stands beside them once somebody stops typing, as in lists. */
export function LeadResults({ leads, onPick }: LeadResultsProps) {
  const [verdicts, setVerdicts] = useState<LeadVerdicts>({});
  const [asking] = useState(() => openFoundVerdicts(setVerdicts));
  const ids = leads.map((lead) => lead.id).join(",");
  useEffect(() => asking.want(ids.split(",").filter(Boolean)), [asking, ids]);
  // The palette is closed: who opens it again wants to know how it is then.
  useEffect(() => asking.forget, [asking]);
  if (leads.length === 0) return null;
  return (
    <Command.Group heading="Leads">
      {leads.map((lead) => (
        <Command.Item key={lead.id} value={`lead-${lead.id}`} onSelect={() => onPick(lead)}>
          <User className="i" aria-hidden="true" />
          <span className="m cut">{lead.name}</span>
          <span className="t3 cut">{lead.company}</span>
          {verdicts[lead.id] ? (
            <span className="judged">
              <VerdictDots channels={verdicts[lead.id]} focusable={false} />
            </span>
          ) : null}
        </Command.Item>
      ))}
    </Command.Group>
  );
}

export function CompanyResults({
  companies,
  onGo,
}: Pick<PaletteFound, "companies"> & { onGo: (href: string) => void }) {
  if (companies.length === 0) return null;
  return (
    <Command.Group heading="Companies">
      {companies.map(({ id, name, domain }) => (
        <Command.Item key={id} value={`company-${id}`} onSelect={() => onGo(`/companies/${id}`)}>
          <Building2 className="i" aria-hidden="true" />
          <span className="m">{name}</span>
          <span className="t3 cut">{domain}</span>
        </Command.Item>
      ))}
    </Command.Group>
  );
}

export function ViewResults({ views, onGo }: Pick<PaletteFound, "views"> & { onGo: (href: string) => void }) {
  if (views.length === 0) return null;
  return (
    <Command.Group heading="Saved views">
      {views.map(({ id, name, href }) => (
        <Command.Item key={id} value={`view-${id}`} onSelect={() => onGo(href)}>
          <Star className="i" aria-hidden="true" />
          {name}
        </Command.Item>
      ))}
    </Command.Group>
  );
}

/** Calls by what was said in them. */
export function SaidResults({ said, onGo }: Pick<PaletteFound, "said"> & { onGo: (href: string) => void }) {
  if (said.length === 0) return null;
  return (
    <Command.Group heading="Said in calls">
      {said.map(({ id, lead, text, href }) => (
        <Command.Item key={id} value={`said-${id}`} onSelect={() => onGo(href)}>
          <FileText className="i" aria-hidden="true" />
          <span className="m whitespace-nowrap">{lead}</span>
          <span className="t3 cut">{text}</span>
        </Command.Item>
      ))}
    </Command.Group>
  );
}
