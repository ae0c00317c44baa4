import { clsx } from "clsx";
import type { ReactNode } from "react";
import { MINIMUM_BASE, type OutreachFigures } from "@/lib/analytics/schema";
import { percent } from "./figure-words";
import { RowLink } from "./row-link";

export type RateBarProps = {
  name: ReactNode;
  figures: OutreachFigures;
  /** of all bars here */
  highest: number;
  /** where the rows behind its base are */
  links: { responded?: string; conversations?: string };
};

/** One reply rate with its base; a base too small to compare is greyed. */
export function RateBar({ name, figures, highest, links }: RateBarProps) {
  const { conversations, responded_conversations, response_rate } = figures;
  const weak = conversations < MINIMUM_BASE;
  return (
    <div className={clsx("barrow", weak && "weak")}>
      <span className="row cut">{name}</span>
      <Bar share={(response_rate ?? 0) / Math.max(highest, 0.01)} weak={weak} />
      <span className="num m">{percent(response_rate)}</span>
      <span className="t3 sm">
        <RowLink value={responded_conversations} href={links.responded} /> of{" "}
        <RowLink value={conversations} href={links.conversations} />
      </span>
    </div>
  );
}

export const highestRate = (all: readonly OutreachFigures[]) =>
  Math.max(...all.map((figures) => figures.response_rate ?? 0), 0);

/** Widths as SVG attributes: style attributes would break the CSP. */
function Bar({ share, weak }: { share: number; weak: boolean }) {
  return (
    <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
      <rect width="100" height="12" fill="var(--bg-active)" />
      <rect width={Math.round(share * 100)} height="12" fill={weak ? "var(--line-strong)" : "var(--chart-1)"} />
    </svg>
  );
}
