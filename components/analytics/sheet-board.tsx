import type { Sheet } from "./sheet";
import { SheetFigures } from "./sheet-figures";
import { SheetTable } from "./sheet-table";

/** Figures above, and below them tables that are charts and files as well. */
export function SheetBoard({ sheet }: { sheet: Sheet }) {
  return (
    <div className="board">
      {sheet.figures.length > 0 ? <SheetFigures figures={sheet.figures} /> : null}
      <div className="sheets">
        {sheet.panels.map((panel) => (
          <SheetTable key={panel.title} panel={panel} />
        ))}
      </div>
    </div>
  );
}
