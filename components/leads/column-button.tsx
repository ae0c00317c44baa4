"use client";

import { Columns3 } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { ListColumns } from "./use-columns";

const ColumnChooser = dynamic(() => import("./column-chooser").then((module) => module.ColumnChooser));

/** Opens the list of columns; its code comes with the first time. */
export function ColumnButton({ columns }: { columns: ListColumns }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="ghost" icon={Columns3} iconOnly className="wide needs-script" onClick={() => setOpen(true)}>
        Columns
      </Button>
      {open ? (
        <ColumnChooser
          columns={columns.shown}
          change={columns.change}
          keep={() => void columns.keep()}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
