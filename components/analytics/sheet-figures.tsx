import { clsx } from "clsx";
import Link from "next/link";
import type { SheetFigure } from "./sheet";

/** Figures with their base; each leads to its rows. */
export function SheetFigures({ figures }: { figures: readonly SheetFigure[] }) {
  return (
    <div className="figs auto">
      {figures.map(({ name, value, base, href, weak }) => (
        <div key={name} className="fig">
          <span className="k">{name}</span>
          <span className={clsx("x", weak && "t3")} title={weak ? "Too few to compare" : undefined}>
            {href ? <Link href={href}>{value}</Link> : value}
          </span>
          <span className="base">{base}</span>
        </div>
      ))}
    </div>
  );
}
