"use client";

import type { PointerEvent } from "react";
import { fromPixels, toPixels } from "./column-widths";

/** The edge of a header that is drawn wider or narrower. By keyboard the same is in the list of columns. */
export function ColumnResizer({ onResize }: { onResize: (width: number) => void }) {
  return <span className="resizer" aria-hidden="true" onPointerDown={(event) => drag(event, onResize)} />;
}

// The column follows the pointer at once; the rows are drawn anew once, when it is let go.
function drag(event: PointerEvent<HTMLElement>, onResize: (width: number) => void) {
  const handle = event.currentTarget;
  const head = handle.closest("th");
  const column = head?.closest("table")?.querySelectorAll("col")[head.cellIndex];
  if (!head || !column || event.button !== 0) return;
  event.preventDefault();
  handle.setPointerCapture(event.pointerId);
  const [began, before] = [event.clientX, head.offsetWidth];
  let width: number | null = null;
  const move = ({ clientX }: globalThis.PointerEvent) => {
    width = fromPixels(before + clientX - began);
    column.style.width = `${toPixels(width)}px`;
  };
  const end = (ended: globalThis.PointerEvent) => {
    handle.removeEventListener("pointermove", move);
    column.style.width = "";
    if (ended.type === "pointerup" && width !== null) onResize(width);
  };
  handle.addEventListener("pointermove", move);
  handle.addEventListener("pointerup", end, { once: true });
  handle.addEventListener("pointercancel", end, { once: true });
}
