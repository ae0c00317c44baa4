"use client";

import * as Radix from "@radix-ui/react-dialog";
import { Command } from "cmdk";
import { Plus, Search } from "lucide-react";
import { useEffect, useState } from "react";
import { NAV_ICONS, type NavItem } from "./navigation";
import type { PaletteAction, PaletteFound, PaletteLead } from "./palette-actions";
import { CompanyResults, LeadResults, ViewResults } from "./palette-results";
import { Chord } from "./shortcuts-dialog";

export type CommandPaletteProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  places: readonly NavItem[];
  actions: readonly PaletteAction[];
  /** Finds leads by any part of a name, company or address; companies and saved views by their names. */
  find: (query: string) => Promise<PaletteFound>;
  onGo: (href: string) => void;
  /** What one can do with the lead that is found: "Log email". */
  onLogWith?: (lead: PaletteLead) => void;
};

/** Go, find, act: one field for all three; rows show their keys. */
export function CommandPalette(props: CommandPaletteProps) {
  const { open, onOpenChange, places, actions, find, onGo, onLogWith } = props;
  const [query, setQuery] = useState("");
  const { found, state } = useFound(open ? query : "", find);
  const [first] = found.leads;
  const close = (then: () => void) => () => {
    onOpenChange(false);
    setQuery("");
    then();
  };
  const go = (href: string) => close(() => onGo(href))();
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
                placeholder="Find a lead, company or view, go somewhere, do something"
              />
            </div>
            <Command.List>
              <Command.Empty>{state === "busy" ? "Looking…" : "Nothing fits. Try fewer letters."}</Command.Empty>
              <LeadResults leads={found.leads} onPick={(lead) => go(`/leads/${lead.id}`)} />
              {onLogWith && first ? (
                <Command.Group heading="Do">
                  <Command.Item value="log-with" onSelect={close(() => onLogWith(first))}>
                    <Plus className="i" aria-hidden="true" />
                    Log email with {first.name}
                  </Command.Item>
                </Command.Group>
              ) : null}
              <CompanyResults companies={found.companies} onGo={go} />
              <ViewResults views={found.views} onGo={go} />
              <Places places={fitting(places, query)} onGo={go} />
              <Actions actions={fitting(actions, query)} onRun={(action) => close(action.run)()} />
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
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

const NOTHING: PaletteFound = { leads: [], companies: [], views: [] };

/** Asks the server 120 ms after the last letter; an older answer never overwrites a newer one. */
function useFound(query: string, find: CommandPaletteProps["find"]) {
  const [answer, setAnswer] = useState({ query: "", found: NOTHING });
  const wanted = query.trim();
  useEffect(() => {
    if (wanted === "") return;
    let stale = false;
    const timer = setTimeout(async () => {
      const found = await find(wanted).catch(() => NOTHING);
      if (!stale) setAnswer({ query: wanted, found });
    }, 120);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [wanted, find]);
  if (wanted === "") return { found: NOTHING, state: "idle" as const };
  return { found: answer.found, state: answer.query === wanted ? ("idle" as const) : ("busy" as const) };
}

function fitting<T extends { label: string }>(rows: readonly T[], query: string): T[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => words.every((word) => row.label.toLowerCase().includes(word)));
}
