import { z } from "zod";
import type { OrgTx } from "@/db/tenant";
import { type Progress, progressSchema } from "./schema";
import { hear } from "./shared-listener";

/** Long work whose progress is told; the kind of the event is `<work>.progress`. */
export type Work = "bulk" | "import";

const noticeSchema = z.object({ org: z.uuid(), work: z.enum(["bulk", "import"]), body: progressSchema });
type Listener = (frame: string) => void;

// On the global object because the routes may be bundled apart: a module variable would be several.
const holder = globalThis as typeof globalThis & { touchlineProgress?: Map<string, Set<Listener>> };

/** Tells everybody who watches, at the commit, how far the work has come. Kept nowhere: the work's own row is the truth. */
export async function tellProgress(tx: OrgTx, work: Work, body: Progress): Promise<void> {
  await tx.sql`select pg_notify('touchline_progress', ${JSON.stringify({ org: tx.orgId, work, body })})`;
}

/** Tells a stream of the organization how its long work goes from now on. Call the returned function to stop. */
export function joinProgress(orgId: string, tell: Listener): () => void {
  const listeners = progressListeners();
  const ours = listeners.get(orgId) ?? new Set();
  listeners.set(orgId, ours.add(tell));
  return () => {
    ours.delete(tell);
    if (ours.size === 0 && listeners.get(orgId) === ours) listeners.delete(orgId);
  };
}

function progressListeners(): Map<string, Set<Listener>> {
  if (holder.touchlineProgress) return holder.touchlineProgress;
  const fresh = new Map<string, Set<Listener>>();
  holder.touchlineProgress = fresh;
  hear({ channel: "touchline_progress", message: (payload) => spread(fresh, payload) });
  return fresh;
}

// Without an id, so that resuming goes on behind the last event that was kept.
function spread(listeners: Map<string, Set<Listener>>, payload: string): void {
  const { data: notice } = noticeSchema.safeParse(JSON.parse(payload));
  if (!notice) return;
  const frame = `event: ${notice.work}.progress\ndata: ${JSON.stringify(notice.body)}\n\n`;
  for (const tell of listeners.get(notice.org) ?? []) tell(frame);
}
