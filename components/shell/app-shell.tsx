"use client";

import { ChevronDown, Search } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { type MouseEvent, type ReactNode, useCallback, useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { undoLast } from "@/components/ui/toast";
import { CommandPalette } from "./command-palette";
import { KeyboardProvider, type Shortcut, useShortcuts } from "./keyboard";
import { Logo } from "./logo";
import { currentHref, type NavSection, withWaiting } from "./navigation";
import { type PaletteFound, paletteActions } from "./palette-actions";
import { ShortcutsDialog } from "./shortcuts-dialog";
import { SideNav, TabBar } from "./side-nav";
import { UserFoot } from "./user-foot";
import { useWaiting } from "./waiting-provider";

export type AppShellProps = {
  organization: string;
  user: { name: string; role: string };
  sections: readonly NavSection[];
  find: (query: string) => Promise<PaletteFound | null>;
  signOut: () => void | Promise<void>;
  /** The other organizations of this person, for the switch; leave out when there is one. */
  organizationMenu?: ReactNode;
  children: ReactNode;
};

/** Navigation, palette and keys around every signed-in page. */
export function AppShell(props: AppShellProps) {
  return (
    <KeyboardProvider>
      <Frame {...props} />
    </KeyboardProvider>
  );
}

function Frame(props: AppShellProps) {
  const { organization, user, find, signOut, organizationMenu, children } = props;
  const sections = withWaiting(props.sections, useWaiting().waiting);
  const router = useRouter();
  const places = sections.flatMap((section) => section.items);
  const current = currentHref(usePathname(), places);
  const [open, setOpen] = useState<"palette" | "keys" | "more" | null>(null);
  const go = useCallback((href: string) => router.push(href), [router]);
  // Behind the click itself: a sheet that is gone before the click has run takes the bell and the menu with it.
  const closeAfter = ({ target }: MouseEvent) => {
    if (target instanceof Element && target.closest("a, .bell")) setTimeout(() => setOpen(null), 0);
  };
  const toggle = (what: typeof open) => (on: boolean) => setOpen(on ? what : null);

  useShortcuts([
    {
      keys: "mod+k",
      label: "Find or do",
      group: "Everywhere",
      inDialog: true,
      run: () => setOpen(open === "palette" ? null : "palette"),
    },
    { keys: "?", label: "All keys", group: "Everywhere", run: () => setOpen("keys") },
    { keys: "z", label: "Undo", group: "Everywhere", run: undoLast },
    { keys: "g p", label: "Pipeline", group: "Go to", run: () => go("/leads?layout=board") },
    ...places.flatMap((place): Shortcut[] =>
      place.goKey ? [{ keys: `g ${place.goKey}`, label: place.label, group: "Go to", run: () => go(place.href) }] : [],
    ),
  ]);

  return (
    <div className="app">
      <a className="skip" href="#main">
        Skip to content
      </a>
      <aside className="side" aria-label="Navigation">
        <div className="org">
          <Logo />
          {organizationMenu ?? <span className="cut">{organization}</span>}
          {organizationMenu ? <ChevronDown className="i s" aria-hidden="true" /> : null}
        </div>
        <button type="button" className="find" onClick={() => setOpen("palette")} aria-keyshortcuts="Meta+K Control+K">
          <Search className="i s" aria-hidden="true" />
          Find or do <Kbd keys="mod+K" />
        </button>
        <SideNav sections={sections} current={current} />
        <UserFoot user={user} signOut={signOut} onKeys={() => setOpen("keys")} />
      </aside>
      <main className="main" id="main" tabIndex={-1}>
        {children}
      </main>
      <TabBar items={phonePlaces(places)} current={current} onMore={() => setOpen("more")} />
      <CommandPalette
        open={open === "palette"}
        onOpenChange={toggle("palette")}
        places={places}
        actions={paletteActions({ go, openKeys: () => setOpen("keys"), undo: undoLast })}
        find={find}
        onGo={go}
        onLogWith={(lead) => go(`/leads/${lead.id}?log=email`)}
      />
      <ShortcutsDialog open={open === "keys"} onOpenChange={toggle("keys")} />
      <Dialog open={open === "more"} onOpenChange={toggle("more")} title={organization} width="s">
        <div className="body sheet-nav" onClickCapture={closeAfter}>
          <SideNav sections={sections} current={current} />
          <UserFoot user={user} signOut={signOut} onKeys={() => setOpen("keys")} />
        </div>
      </Dialog>
    </div>
  );
}

/** Today, Inbox, Leads, Analytics when they are there; otherwise whatever comes first. */
function phonePlaces<T extends { icon: string }>(places: readonly T[]): T[] {
  const wanted = ["today", "inbox", "leads", "analytics"];
  const first = places.filter((place) => wanted.includes(place.icon));
  const rest = places.filter((place) => !wanted.includes(place.icon));
  return [...first, ...rest].slice(0, 4);
}
