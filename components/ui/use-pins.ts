"use client";

import { type RefObject, useLayoutEffect, useRef } from "react";

/** Tells the style sheet how far from the left each pinned column stays, whenever the table changes its width. */
export function usePins(pins: readonly number[]): RefObject<HTMLTableElement | null> {
  const table = useRef<HTMLTableElement>(null);
  const key = pins.join(" ");
  useLayoutEffect(() => {
    const element = table.current;
    if (!element || key === "") return;
    const measure = () => {
      let left = 0;
      for (const [nth, at] of key.split(" ").entries()) {
        element.style.setProperty(`--pin-${nth}`, `${left}px`);
        left += element.tHead?.rows[0]?.cells[Number(at)]?.offsetWidth ?? 0;
      }
    };
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    measure();
    return () => watch.disconnect();
  }, [key]);
  return table;
}

/** As many columns as can be pinned, the first with the boxes among them: the style sheet knows so many. */
export const MOST_PINS = 6;
