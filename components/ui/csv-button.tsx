"use client";

import { Download } from "lucide-react";
import { Button } from "./button";
import { toCsv } from "./csv";

export type CsvButtonProps = {
  fileName: string;
  rows: readonly (readonly (string | number | null)[])[];
  /** What the file holds, instead of CSV alone. */
  label?: string;
};

/** The figures that are on the screen, as a file. */
export function CsvButton({ fileName, rows, label }: CsvButtonProps) {
  const save = () => {
    const url = URL.createObjectURL(new Blob([toCsv(rows)], { type: "text/csv;charset=utf-8" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = fileName;
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <Button
      variant={label ? "default" : "ghost"}
      icon={Download}
      aria-label={label ? undefined : `CSV: ${fileName}`}
      onClick={save}
    >
      {label ?? "CSV"}
    </Button>
  );
}
