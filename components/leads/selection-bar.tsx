"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { countWords } from "@/components/ui/count-words";
import { useLeadSelection } from "./use-lead-selection";

/** What can be done with the chosen leads, while some are. Children are the actions. */
export function SelectionBar({ counted, children }: { counted: string; children?: ReactNode }) {
  const { count, any, all, chooseAll, clear } = useLeadSelection();
  const words = any ? `${countWords(count)} selected` : "";
  return (
    <>
      <span className="sr" role="status">
        {words}
      </span>
      {any ? (
        <div className="bulk" role="toolbar" aria-label="Selected leads">
          <span className="m">{words}</span>
          {all ? null : (
            <Button className="opt" onClick={chooseAll}>
              Select all, {counted}
            </Button>
          )}
          {children ? <span className="sep" /> : null}
          {children}
          <span className="sep opt" />
          <Button icon={X} iconOnly onClick={clear} aria-keyshortcuts="Escape">
            Clear selection
          </Button>
        </div>
      ) : null}
    </>
  );
}
