"use client";

import { Info } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

/** The definitions that the figures themselves come with. */
export function HowWeCount({ definitions }: { definitions: Record<string, string> }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="ghost" icon={Info} aria-label="How we count" onClick={() => setOpen(true)}>
        <span className="wide">How we count</span>
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title="How we count" width="m">
        <div className="body">
          <dl className="form">
            {Object.entries(definitions).map(([name, text]) => (
              <div key={name}>
                <dt className="m">{name.replaceAll("_", " ").replace(/^./, (letter) => letter.toUpperCase())}</dt>
                <dd className="t2">{text}</dd>
              </div>
            ))}
          </dl>
        </div>
      </Dialog>
    </>
  );
}
