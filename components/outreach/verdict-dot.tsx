import { clsx } from "clsx";
import type { ReactNode } from "react";
import type { ShownWord } from "./verdict-words";

export type VerdictDotProps = { word: ShownWord; left?: number; large?: boolean; label?: string };

/** Strokes and fills stand in verdict.css, once for two hundred dots. Disc, triangle, ring with a wedge, square with a bar, dash, dotted ring: the shape says it before the colour. */
export function VerdictDot({ word, left = 100, large = false, label }: VerdictDotProps) {
  const named = label ? ({ role: "img", "aria-label": label } as const) : ({ "aria-hidden": true } as const);
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: named by aria-label or hidden; a title would open a second tooltip
    <svg className={clsx("v", word, large && "l")} viewBox="0 0 16 16" {...named}>
      {SHAPES[word](left)}
    </svg>
  );
}

const SHAPES: Record<ShownWord, (left: number) => ReactNode> = {
  free: () => <circle cx="8" cy="8" r="4.5" />,
  wait: () => <path d="M8 2.6 14 13H2z" />,
  taken: (left) => (
    <>
      <circle cx="8" cy="8" r="6.5" />
      <circle
        className="left"
        cx="8"
        cy="8"
        r="2.25"
        pathLength="100"
        strokeDasharray={`${Math.max(14, left)} 100`}
        transform="rotate(-90 8 8)"
      />
    </>
  ),
  blocked: () => (
    <>
      <rect x="1.75" y="1.75" width="12.5" height="12.5" rx="2.5" />
      <rect className="hole" x="4.25" y="6.9" width="7.5" height="2.2" />
    </>
  ),
  none: () => <path d="M5 8h6" />,
  checking: () => <circle cx="8" cy="8" r="5" strokeDasharray=".1 3.04" />,
};

/** Solid, dashed, filled by the time left, hatched: the same answer as a line under a cell. */
export function VerdictLine({ word, left = 100 }: { word: ShownWord; left?: number }) {
  return (
    <span className={clsx("vline", word)}>
      {word === "taken" ? (
        <svg viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true">
          <rect width={left} height="3" fill="currentColor" />
        </svg>
      ) : null}
    </span>
  );
}
