"use client";

import { useSyncExternalStore } from "react";

const SYMBOLS: Record<string, string> = { enter: "↵", escape: "Esc", shift: "⇧", arrowup: "↑", arrowdown: "↓" };

/** Keys as the reader sees them. Decoration: the control itself says its shortcut with `aria-keyshortcuts`. */
export function Kbd({ keys }: { keys: string }) {
  const mod = useSyncExternalStore(subscribeToNothing, modKey, () => "⌘");
  const parts = keys.split("+").map((part) => {
    if (part.toLowerCase() === "mod") return mod;
    return SYMBOLS[part.toLowerCase()] ?? (part.length === 1 ? part.toUpperCase() : part);
  });
  return (
    <span className="kbd" aria-hidden="true">
      {parts.join("")}
    </span>
  );
}

const subscribeToNothing = () => () => {};

function modKey(): string {
  return /mac|iphone|ipad/i.test(navigator.userAgent) ? "⌘" : "Ctrl ";
}
