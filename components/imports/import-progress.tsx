"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { useLiveEvents } from "@/components/live/live-provider";
import { useLiveRefresh } from "@/components/live/use-live-refresh";
import { Button } from "@/components/ui/button";
import { reached } from "@/components/ui/reached";
import type { Import } from "@/lib/lead-imports/schema";
import type { ImportActions } from "./import-actions";
import { paceWords } from "./import-words";

/** How far the worker is, in rows and their share, and a way to stop it. */
export function ImportProgress({ one, cancel }: { one: Import; cancel: ImportActions["cancel"] }) {
  const router = useRouter();
  const [busy, start] = useTransition();
  const [pace, setPace] = useState("");
  useLiveRefresh({ kinds: ["import.progress"] });
  useLiveEvents({ kinds: ["import.progress"] }, (event) => {
    if (event.kind === "import.progress" && event.body.id === one.id) setPace(paceWords(event.body));
  });
  // A dry run and an undo of few rows say little: whatever is lost on the way is asked for.
  useEffect(() => {
    const asking = setInterval(() => router.refresh(), 2000);
    return () => clearInterval(asking);
  }, [router]);
  const most = Math.max(one.rows_estimated, one.rows, 1);
  const undoing = one.state === "undoing";
  const words = undoing
    ? `${(one.undone + one.kept).toLocaleString("en")} leads looked at`
    : `${one.rows.toLocaleString("en")} of ${one.rows_exact ? "" : "about "}${most.toLocaleString("en")} rows${pace}`;
  return (
    <section className="import-part" aria-label="Progress">
      <p role="status">{one.state === "checking" ? "Counting what the file would come to." : words}</p>
      <progress aria-label="Progress" max={most} value={one.state === "running" ? one.rows : undefined} />
      {undoing ? null : (
        <Button busy={busy} onClick={() => start(async () => void (await reached(cancel({ import_id: one.id }))))}>
          Cancel
        </Button>
      )}
    </section>
  );
}
