"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useSyncExternalStore } from "react";

export type RowWindow = {
  /** The rows to draw, from the first up to the second index. */
  from: number;
  to: number;
  /** The rows that can be seen. */
  seen: { from: number; to: number };
  /** The height of the rows that are not drawn. */
  above: number;
  below: number;
  measure: (row: HTMLElement | null) => void;
  reveal: (index: number) => void;
};

const HEAD = 32;
const OVERSCAN = 10;
/** Up to so many rows all are drawn: the browser's own search finds them, and nothing has to be measured. */
const WHOLE = 100;

/** Of a long list, draws only the rows in view and some around them. Everything is drawn on the server, so the first paint needs no script. */
export function useRowWindow(scroller: RefObject<HTMLElement | null>, count: number, top = 0): RowWindow {
  const inBrowser = useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  );
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: rowHeight,
    overscan: OVERSCAN,
    scrollMargin: HEAD,
    scrollPaddingStart: HEAD + 8,
    scrollPaddingEnd: 8,
    initialOffset: top,
    initialRect: { width: 0, height: 900 },
  });
  const items = inBrowser && count > WHOLE ? virtual.getVirtualItems() : [];
  const [first, last] = [items[0], items.at(-1)];
  const { startIndex = 0, endIndex = count - 1 } = (inBrowser && virtual.range) || {};
  return {
    from: first?.index ?? 0,
    to: last ? last.index + 1 : count,
    seen: { from: startIndex, to: endIndex + 1 },
    above: first ? first.start - HEAD : 0,
    below: last ? virtual.getTotalSize() - (last.end - HEAD) : 0,
    measure: virtual.measureElement,
    reveal: (index) => virtual.scrollToIndex(index, { align: "auto" }),
  };
}

/** As the style sheets have it: a line, or on a phone three of them. Measured rows correct it. */
const rowHeight = () => (typeof window !== "undefined" && window.innerWidth <= 720 ? 73 : 32);

const subscribeToNothing = () => () => {};
