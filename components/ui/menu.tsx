"use client";

import { Check, type LucideIcon } from "lucide-react";
import {
  type ComponentProps,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { Button } from "./button";
import { Kbd } from "./kbd";
import { showNear } from "./tooltip";

export type MenuItem = {
  id: string;
  label: ReactNode;
  icon?: LucideIcon;
  keys?: string;
  end?: ReactNode;
  danger?: boolean;
  /** Why it is off; the item stays reachable and says so. */
  off?: string | null;
  /** Given, the item is one of several choices. */
  checked?: boolean;
  run: () => void;
};

export type MenuProps = {
  label: string;
  items: readonly MenuItem[];
  button: ComponentProps<typeof Button>;
  /** Filled with what opens the menu, for a shortcut. */
  opener?: RefObject<(() => void) | null>;
};

/** A button that opens a list of actions; arrows, Home, End and the first letter move, Escape goes back. */
export function Menu({ label, items, button, opener }: MenuProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const show = () => {
    showNear(list.current, trigger.current, "below");
    focusItem(
      list.current,
      Math.max(
        0,
        items.findIndex((item) => item.checked),
      ),
    );
  };
  useEffect(() => {
    if (opener) opener.current = show;
  });
  const hide = () => {
    if (list.current?.matches(":popover-open")) list.current.hidePopover();
    trigger.current?.focus();
  };
  const choose = (item: MenuItem) => {
    if (item.off) return;
    hide();
    item.run();
  };
  return (
    <>
      <Button {...button} ref={trigger} aria-haspopup="menu" aria-expanded={open} aria-controls={id} onClick={show} />
      <div
        ref={list}
        id={id}
        role="menu"
        aria-label={label}
        popover="auto"
        className="menu"
        tabIndex={-1}
        onToggle={(event) => setOpen(event.newState === "open")}
        onKeyDown={(event) => moveWithin(event, list.current, hide)}
      >
        {items.map((item) => (
          <MenuRow key={item.id} item={item} onChoose={() => choose(item)} />
        ))}
      </div>
    </>
  );
}

function MenuRow({ item, onChoose }: { item: MenuItem; onChoose: () => void }) {
  const Icon = item.icon;
  const choice = item.checked !== undefined;
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: aria-checked belongs to the menuitemradio it becomes
    <button
      type="button"
      role={choice ? "menuitemradio" : "menuitem"}
      aria-checked={choice ? item.checked : undefined}
      aria-disabled={item.off ? true : undefined}
      title={item.off ?? undefined}
      tabIndex={-1}
      className={item.danger ? "bad" : undefined}
      onClick={onChoose}
    >
      {Icon ? <Icon className="i" aria-hidden="true" /> : null}
      <span className="cut">{item.label}</span>
      {item.end}
      {item.checked ? <Check className="i s tick" aria-hidden="true" /> : null}
      {item.keys ? <Kbd keys={item.keys} /> : null}
    </button>
  );
}

function moveWithin(event: KeyboardEvent, list: HTMLElement | null, hide: () => void) {
  const items = menuItems(list);
  const at = items.indexOf(activeItem());
  const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 };
  const step = steps[event.key];
  if (step !== undefined) {
    event.preventDefault();
    focusItem(list, (step + items.length) % items.length);
  } else if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    hide();
  } else if (/^\p{L}$/u.test(event.key)) {
    const next = [...items.slice(at + 1), ...items.slice(0, at + 1)].find((item) => startsWith(item, event.key));
    next?.focus();
  }
  event.stopPropagation();
}

function focusItem(list: HTMLElement | null, index: number) {
  menuItems(list)[index]?.focus();
}

function menuItems(list: HTMLElement | null): HTMLElement[] {
  return list ? [...list.querySelectorAll<HTMLElement>('[role^="menuitem"]')] : [];
}

function activeItem(): HTMLElement {
  return document.activeElement instanceof HTMLElement ? document.activeElement : document.body;
}

function startsWith(item: HTMLElement, letter: string): boolean {
  return (item.textContent ?? "").trim().toLowerCase().startsWith(letter.toLowerCase());
}
