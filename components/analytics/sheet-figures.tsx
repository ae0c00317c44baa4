import { clsx } from "clsx";
import { Figure } from "./figure";
import type { SheetFigure } from "./sheet";

/** Figures with their base; each leads to its rows. */
export function SheetFigures({ figures }: { figures: readonly SheetFigure[] }) {
  return (
    <div className={clsx("figs auto", figures.length > 6 && "many")}>
      {figures.map((figure) => (
        <Figure key={figure.name} {...figure} />
      ))}
    </div>
  );
}
