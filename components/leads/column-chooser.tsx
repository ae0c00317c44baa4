"use client";

import { ArrowDown, ArrowUp, Minus, Pin, PinOff, Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { STEP } from "@/components/ui/column-widths";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import {
  COLUMN_IDS,
  DEFAULT_COLUMNS,
  LEAD_COLUMNS,
  type ShownColumn,
  withChange,
  withColumn,
  withMove,
} from "./list-columns";

export type ColumnChooserProps = {
  columns: readonly ShownColumn[];
  change: (columns: readonly ShownColumn[]) => void;
  /** Makes these the person's own, wherever nothing else is said. */
  keep: () => void;
  onClose: () => void;
};

/** Which columns, in which order, how wide, and which stay in view. What is chosen shows at once. */
export function ColumnChooser({ columns, change, keep, onClose }: ColumnChooserProps) {
  const hidden = COLUMN_IDS.filter((id) => !columns.some((one) => one.id === id));
  return (
    <Dialog open onOpenChange={onClose} title="Columns" width="s">
      <div className="body">
        <ul className="chooser" aria-label="Columns">
          {columns.map((column) => (
            <ChosenColumn key={column.id} column={column} columns={columns} change={change} />
          ))}
          {hidden.map((id) => (
            <li key={id}>
              <Checkbox checked={false} onChange={() => change(withColumn(columns, id, true))}>
                {LEAD_COLUMNS[id].label}
              </Checkbox>
            </li>
          ))}
        </ul>
      </div>
      <footer>
        <Button variant="ghost" onClick={() => change(DEFAULT_COLUMNS)}>
          Reset
        </Button>
        <span className="grow" />
        <Button onClick={keep}>Use everywhere</Button>
        <DialogClose>Done</DialogClose>
      </footer>
    </Dialog>
  );
}

type ChosenColumnProps = { column: ShownColumn } & Pick<ColumnChooserProps, "columns" | "change">;

function ChosenColumn({ column: { id, width, pinned }, columns, change }: ChosenColumnProps) {
  const { label } = LEAD_COLUMNS[id];
  const first = id === "name";
  const move = (step: 1 | -1) => change(withMove(columns, id, step));
  return (
    <li>
      <Checkbox checked disabled={first} onChange={() => change(withColumn(columns, id, false))}>
        {label}
      </Checkbox>
      <span className="grow" />
      <Button
        variant="ghost"
        iconOnly
        icon={Minus}
        onClick={() => change(withChange(columns, id, { width: width - STEP }))}
      >
        {`${label} narrower`}
      </Button>
      <Button
        variant="ghost"
        iconOnly
        icon={Plus}
        onClick={() => change(withChange(columns, id, { width: width + STEP }))}
      >
        {`${label} wider`}
      </Button>
      <Button
        variant="ghost"
        iconOnly
        icon={pinned ? PinOff : Pin}
        aria-pressed={pinned}
        onClick={() => change(withChange(columns, id, { pinned: !pinned }))}
      >
        {pinned ? `Let ${label} scroll` : `Keep ${label} in view`}
      </Button>
      <Button variant="ghost" iconOnly icon={ArrowUp} disabled={first} onClick={() => move(-1)}>
        {`${label} earlier`}
      </Button>
      <Button variant="ghost" iconOnly icon={ArrowDown} disabled={first} onClick={() => move(1)}>
        {`${label} later`}
      </Button>
    </li>
  );
}
