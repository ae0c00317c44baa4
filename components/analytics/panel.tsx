"use client";

import { clsx } from "clsx";
import { ChartNoAxesColumn, Columns3 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { CsvButton, type CsvButtonProps } from "@/components/ui/csv-button";

export type PanelProps = {
  title: string;
  note?: ReactNode;
  csv: CsvButtonProps;
  chart: ReactNode;
  table: ReactNode;
  /** What is shown first. */
  first?: "chart" | "table";
  /** It takes the whole width of its board. */
  wide?: boolean;
};

/** The same figures as a chart, as a table and as a file. */
export function Panel({ title, note, csv, chart, table, first = "chart", wide = false }: PanelProps) {
  const [shown, setShown] = useState(first);
  const other = shown === "chart" ? "table" : "chart";
  return (
    <section className={clsx("panel", wide && "wide-sheet")} aria-label={title}>
      <header>
        <h2>{title}</h2>
        {note}
        <span className="grow" />
        <Button
          variant="ghost"
          icon={other === "table" ? Columns3 : ChartNoAxesColumn}
          iconOnly
          onClick={() => setShown(other)}
        >
          {`${title} as a ${other}`}
        </Button>
        <CsvButton {...csv} />
      </header>
      {shown === "chart" ? chart : table}
    </section>
  );
}
