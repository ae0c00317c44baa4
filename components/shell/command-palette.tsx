"use client";

import * as Radix from "@radix-ui/react-dialog";
import { Command } from "cmdk";
import { Plus, Search } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { NAV_ICONS, type NavItem } from "./navigation";
import type { PaletteAction, PaletteFound, PaletteLead } from "./palette-actions";
import { CompanyResults, LeadResults, SaidResults, ViewResults } from "./palette-results";
import { firstRow, fitting, placesFor } from "./palette-rows";
import { Chord } from "./shortcuts-dialog";
import { useFound } from "./use-found";

export type CommandPaletteProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  places: readonly NavItem[];
  actions: readonly PaletteAction[];
  /** Finds leads by any part of a name, company or address; companies and saved views by their names, calls by what was said. */
  find: (query: string) => Promise<PaletteFound | null>;
  onGo: (href: string) => void;
  /** What one can do with the lead that is found: "Log email". */
  onLogWith?: (lead: PaletteLead) => void;
};

/** Go, find, act: one field for all three; rows show their keys. */
export function CommandPalette(props: CommandPaletteProps) {
  const { open, onOpenChange, find, onGo, onLogWith } = props;
  const [query, setQuery] = useState("");
  const { found, state } = useFound(open ? query : "", find);
  const places = placesFor(props.places, query);
  const actions = fitting(props.actions, query);
  const [first] = found.leads;
  const top = firstRow({ found, places, actions });
  const choice = useChoice(top, query);
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
          <Command label="Find or do" shouldFilter={false} loop {...choice}>
            <div className="ask">
              <Search className="i" aria-hidden="true" />
              <Command.Input
                value={query}
                onValueChange={setQuery}
                placeholder="Find a lead, company, page or action"
              />
            </div>
            {top === "" || state === "failed" ? <output className="nothing">{WORDS[state]}</output> : null}
            <Command.List>
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
              <Places places={places} onGo={go} />
              <Actions actions={actions} onRun={(action) => close(action.run)()} />
              <SaidResults said={found.said} onGo={go} />
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

const WORDS = {
  busy: "Looking…",
  here: "Nothing fits. Try fewer letters.",
  failed: "Leads and companies could not be looked up. Check the connection and type again.",
};

/** Which row Enter takes: the one on top, also when it came after the others, until somebody moves or types on. */
function useChoice(top: string, query: string) {
  const [moved, setMoved] = useState<{ query: string; to: string } | null>(null);
  const move = (to: string) => setMoved({ query, to });
  const own = moved?.query === query ? moved.to : top;
  return {
    value: own,
    // The list also tells on its own what it would choose; that counts only after a key or the pointer moved.
    onValueChange: (to: string) => moved?.query === query && move(to),
    onKeyDownCapture: ({ key }: KeyboardEvent) => void (MOVES.includes(key) && move(own)),
    onPointerMoveCapture: () => move(own),
  };
}

const MOVES = ["ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"];
