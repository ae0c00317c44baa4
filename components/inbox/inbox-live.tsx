"use client";

import { useLiveRefresh } from "@/components/live/use-live-refresh";
import { useShortcuts } from "@/components/shell/keyboard";
import { KeysFooter } from "@/components/shell/keys-footer";

/** The lists follow what happens, and J and K move through their rows: the focus is the cursor, so Enter is the browser's own. */
export function InboxLive({ open }: { open: boolean }) {
  useLiveRefresh({ kinds: ["lead.contacted", "lead.replied", "lead.changed"] });
  const move = (step: 1 | -1) => {
    const links = [...document.querySelectorAll<HTMLElement>("[data-inbox-row]")];
    const at = links.findIndex((one) => one === document.activeElement || one.getAttribute("aria-current") === "true");
    links[Math.max(0, Math.min(links.length - 1, at + step))]?.focus();
  };
  useShortcuts([
    { keys: "j", label: "Next row", group: "Inbox", run: () => move(1) },
    { keys: "k", label: "Previous row", group: "Inbox", run: () => move(-1) },
  ]);
  return <KeysFooter hints={open ? [...LIST_KEYS, ...OPEN_KEYS] : LIST_KEYS} />;
}

const LIST_KEYS = [
  { keys: ["J", "K"], label: "Next, previous" },
  { keys: ["Enter"], label: "Open" },
];

/** Of the conversation that stands beside the list. */
const OPEN_KEYS = [
  { keys: ["R"], label: "Reply" },
  { keys: ["T"], label: "Snooze" },
];
