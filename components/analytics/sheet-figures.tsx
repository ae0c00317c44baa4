import { Figure } from "./figure";
import type { SheetFigure } from "./sheet";

/** Figures with their base; each leads to its rows. */
export function SheetFigures({ figures }: { figures: readonly SheetFigure[] }) {
  return (
    <div className="figs auto">
      {figures.map((figure) => (
        <Figure key={figure.name} {...figure} />
      ))}
    </div>
  );
}
