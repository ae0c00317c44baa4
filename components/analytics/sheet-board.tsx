import { type Sheet, type SheetPanel, widePanels } from "./sheet";
import { SheetFigures } from "./sheet-figures";
import { SheetTable } from "./sheet-table";

/** Figures above, and below them tables that are charts and files as well. */
export function SheetBoard({ sheet }: { sheet: Sheet }) {
  return (
    <div className="board">
      {sheet.figures.length > 0 ? <SheetFigures figures={sheet.figures} /> : null}
      {sheet.method ? <p className="t2 method">{sheet.method}</p> : null}
      <SheetTables panels={sheet.panels} />
    </div>
  );
}

/** Two beside each other where they fit, one of many columns alone. */
export function SheetTables({ panels }: { panels: readonly SheetPanel[] }) {
  const wide = widePanels(panels);
  return (
    <div className="sheets">
      {panels.map((panel, at) => (
        <SheetTable key={panel.title} panel={panel} wide={wide[at]} />
      ))}
    </div>
  );
}
