"use client";

import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";
import { useLiveRefresh } from "@/components/live/use-live-refresh";
import { Button } from "@/components/ui/button";
import type { Import } from "@/lib/lead-imports/schema";
import type { ImportActions } from "./import-actions";

/** How far the worker is, in rows and their share, and a way to stop it. */
export function ImportProgress({ one, cancel }: { one: Import; cancel: ImportActions["cancel"] }) {
  const router = useRouter();
  const [busy, start] = useTransition();
  useLiveRefresh({ kinds: ["import.progress"] });
  // A dry run and an undo of few rows say little: whatever is lost on the way is asked for.
  useEffect(() => {
    const asking = setInterval(() => router.refresh(), 2000);
    return () => clearInterval(asking);
  }, [router]);
  const most = Math.max(one.rows_estimated, one.rows, 1);
  const undoing = one.state === "undoing";
  const words = undoing
    ? `${(one.undone + one.kept).toLocaleString("en")} leads looked at`
    : `${one.rows.toLocaleString("en")} of ${one.rows_exact ? "" : "about "}${most.toLocaleString("en")} rows`;
  return (
    <section className="import-part" aria-label="Progress">
      <p role="status">{one.state === "checking" ? "Counting what the file would come to." : words}</p>
      <progress aria-label="Progress" max={most} value={one.state === "running" ? one.rows : undefined} />
      {undoing ? null : (
        <Button busy={busy} onClick={() => start(async () => void (await cancel({ import_id: one.id })))}>
          Cancel
        </Button>
      )}
    </section>
  );
}
