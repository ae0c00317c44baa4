import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { jobsPool } from "@/db/client";
import { openHome } from "@/db/home";
import { currentTime, minusDays } from "@/lib/core/time";

export const sweepMs = 3_600_000;
/** A draft may wait so long with what was attached to it. */
const keptDays = 30;
/** A file lies there before its row. */
const freshDays = 1;

/** Removes uploads that no message took, and the bytes that no message carries any more: of erased people, and of such uploads. */
export async function sweepAttachments(): Promise<void> {
  const now = currentTime();
  await jobsPool()`delete from attachments where communication_id is null and inbound_message_id is null and created_at < ${minusDays(now, keptDays)}`;
  const root = join(openHome().uploads, "attachments");
  for (const orgId of await namesIn(root)) {
    const rows = await jobsPool()<
      { hash: string }[]
    >`select distinct hash from attachments where org_id::text = ${orgId} and hash is not null`;
    const needed = new Set(rows.map((row) => row.hash));
    for (const name of await namesIn(join(root, orgId))) {
      const path = join(root, orgId, name);
      const there = needed.has(name) ? null : await stat(path).catch(() => null);
      if (there?.isFile() && there.mtime < minusDays(now, freshDays)) await rm(path, { force: true });
    }
  }
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
