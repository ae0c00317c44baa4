"use client";

import * as Radix from "@radix-ui/react-dialog";
import { Command } from "cmdk";
import { Plus, Search, User } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { NAV_ICONS, type NavItem } from "./navigation";
import { Chord } from "./shortcuts-dialog";

export type PaletteLead = { id: string; name: string; company: string | null; end?: ReactNode };
export type PaletteAction = { id: string; label: string; keys?: string; run: () => void };

export type CommandPaletteProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  places: readonly NavItem[];
  actions: readonly PaletteAction[];
  /** Finds leads by any part of a name, company or address. */
  searchLeads: (query: string) => Promise<PaletteLead[]>;
  onGo: (href: string) => void;
  /** What one can do with the lead that is found: "Log email". */
  onLogWith?: (lead: PaletteLead) => void;
};

/** Go, find, act: one field for all three; rows show their keys. */
export function CommandPalette(props: CommandPaletteProps) {
  const { open, onOpenChange, places, actions, searchLeads, onGo, onLogWith } = props;
  const [query, setQuery] = useState("");
  const { leads, state } = useLeadSearch(open ? query : "", searchLeads);
  const close = (then: () => void) => () => {
    onOpenChange(false);
    setQuery("");
    then();
  };
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="scrim" />
        <Radix.Content className="dialog at-top palette w-m" aria-describedby={undefined}>
          <Radix.Title className="sr">Find or do</Radix.Title>
          <Command label="Find or do" shouldFilter={false} loop>
            <div className="ask">
              <Search className="i" aria-hidden="true" />
              <Command.Input
                value={query}
                onValueChange={setQuery}
                placeholder="Find a lead, go somewhere, do something"
              />
            </div>
            <Command.List>
              <Command.Empty>{state === "busy" ? "Looking…" : "Nothing fits. Try fewer letters."}</Command.Empty>
              <LeadResults leads={leads} onPick={(lead) => close(() => onGo(`/leads/${lead.id}`))()} />
              {onLogWith && leads[0] ? (
                <Command.Group heading="Do">
                  <Command.Item value="log-with" onSelect={close(() => leads[0] && onLogWith(leads[0]))}>
                    <Plus className="i" aria-hidden="true" />
                    Log email with {leads[0].name}
                  </Command.Item>
                </Command.Group>
              ) : null}
              <Places places={fitting(places, query)} onGo={(href) => close(() => onGo(href))()} />
              <Actions actions={fitting(actions, query)} onRun={(action) => close(action.run)()} />
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function LeadResults({ leads, onPick }: { leads: PaletteLead[]; onPick: (lead: PaletteLead) => void }) {
  if (leads.length === 0) return null;
  return (
    <Command.Group heading="Leads">
      {leads.map((lead) => (
        <Command.Item key={lead.id} value={`lead-${lead.id}`} onSelect={() => onPick(lead)}>
          <User className="i" aria-hidden="true" />
          <span className="m">{lead.name}</span>
          <span className="t3 cut">{lead.company}</span>
          <span className="end">{lead.end}</span>
        </Command.Item>
      ))}
    </Command.Group>
  );
}

function Places({ places, onGo }: { places: NavItem[]; onGo: (href: string) => void }) {
  if (places.length === 0) return null;
  return (
    <Command.Group heading="Go to">
      {places.map((place) => {
        const Icon = NAV_ICONS[place.icon];
        return (
          <Command.Item key={place.href} value={`go-${place.href}`} onSelect={() => onGo(place.href)}>
            <Icon className="i" aria-hidden="true" />
            {place.label}
            <span className="end">{place.goKey ? <Chord keys={`g ${place.goKey}`} /> : null}</span>
          </Command.Item>
        );
      })}
    </Command.Group>
  );
}

function Actions({ actions, onRun }: { actions: PaletteAction[]; onRun: (action: PaletteAction) => void }) {
  if (actions.length === 0) return null;
  return (
    <Command.Group heading="Do">
      {actions.map((action) => (
        <Command.Item key={action.id} value={`do-${action.id}`} onSelect={() => onRun(action)}>
          <Plus className="i" aria-hidden="true" />
          {action.label}
          <span className="end">{action.keys ? <Chord keys={action.keys} /> : null}</span>
        </Command.Item>
      ))}
    </Command.Group>
  );
}

/** Asks the server 120 ms after the last letter; an older answer never overwrites a newer one. */
function useLeadSearch(query: string, searchLeads: CommandPaletteProps["searchLeads"]) {
  const [answer, setAnswer] = useState<{ query: string; leads: PaletteLead[] }>({ query: "", leads: [] });
  const wanted = query.trim();
  useEffect(() => {
    if (wanted === "") return;
    let stale = false;
    const timer = setTimeout(async () => {
      const leads = await searchLeads(wanted).catch(() => []);
      if (!stale) setAnswer({ query: wanted, leads });
    }, 120);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [wanted, searchLeads]);
  if (wanted === "") return { leads: [], state: "idle" as const };
  return { leads: answer.leads, state: answer.query === wanted ? ("idle" as const) : ("busy" as const) };
}

function fitting<T extends { label: string }>(rows: readonly T[], query: string): T[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => words.every((word) => row.label.toLowerCase().includes(word)));
}
