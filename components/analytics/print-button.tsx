"use client";

import { Printer } from "lucide-react";
import { Button } from "@/components/ui/button";

/** The page as it stands, on paper or as a PDF. */
export function PrintButton() {
  return (
    <Button variant="ghost" icon={Printer} onClick={() => window.print()}>
      Print
    </Button>
  );
}
