"use client";

import { clsx } from "clsx";
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";

export type TooltipProps = {
  content: () => ReactNode;
  /** The trigger has no focus of its own: make it a stop for Tab. */
  focusable?: boolean;
  className?: string;
  children: ReactNode;
};

/**
 * A line on hover and on focus, in the top layer so that no table cuts it; Escape closes it. What only a pointer opens is drawn when
 * one comes: in a long list the cards were a third of all elements.
 */
export function Tooltip({ content, focusable = false, className, children }: TooltipProps) {
  const id = useId();
  const trigger = useRef<HTMLSpanElement>(null);
  const card = useRef<HTMLSpanElement>(null);
  const [drawn, setDrawn] = useState(focusable);
  const open = () => {
    if (!drawn) flushSync(() => setDrawn(true));
    showNear(card.current, trigger.current);
  };
  const close = () => card.current?.matches(":popover-open") && card.current.hidePopover();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") close();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the span only watches for the tooltip; what it wraps is the control
    <span
      ref={trigger}
      className={clsx("tip", className)}
      aria-describedby={focusable ? id : undefined}
      tabIndex={focusable ? 0 : undefined}
      onPointerEnter={open}
      onPointerLeave={close}
      onFocus={open}
      onBlur={close}
      onKeyDown={onKeyDown}
    >
      {children}
      {drawn || focusable ? (
        <span ref={card} id={id} role="tooltip" popover="manual" className="tipcard">
          {content()}
        </span>
      ) : null}
    </span>
  );
}

/** Above the trigger when there is room, else below; inside the window in any case. */
export function showNear(card: HTMLElement | null, trigger: HTMLElement | null, side: "above" | "below" = "above") {
  if (!card || !trigger || !("showPopover" in card)) return;
  if (!card.matches(":popover-open")) card.showPopover();
  const from = trigger.getBoundingClientRect();
  const size = card.getBoundingClientRect();
  const left = Math.max(8, Math.min(from.left, window.innerWidth - size.width - 8));
  const above = from.top - size.height - 4;
  const below = from.bottom + 4;
  const fitsBelow = below + size.height <= window.innerHeight - 8;
  const top = side === "above" ? (above >= 8 ? above : below) : fitsBelow || above < 8 ? below : above;
  card.style.left = `${left}px`;
  card.style.top = `${top}px`;
}
