"use client";

import { Command } from "cmdk";
import { Building2, Star, User } from "lucide-react";
import type { PaletteFound, PaletteLead } from "./palette-actions";

export function LeadResults({ leads, onPick }: { leads: PaletteLead[]; onPick: (lead: PaletteLead) => void }) {
  if (leads.length === 0) return null;
  return (
    <Command.Group heading="Leads">
      {leads.map((lead) => (
        <Command.Item key={lead.id} value={`lead-${lead.id}`} onSelect={() => onPick(lead)}>
          <User className="i" aria-hidden="true" />
          <span className="m">{lead.name}</span>
          <span className="t3 cut">{lead.company}</span>
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
