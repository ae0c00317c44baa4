import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import { writeByRename } from "@/db/home";
import { read } from "@/lib/core/read";
import { findNewestBegun } from "@/lib/unknown-messages/queries";
import { restoreSent } from "@/lib/unknown-messages/restore-sent";
import type { Ways } from "@/lib/ways/open-ways";
import { contextOf } from "./organization-context";

// Beside the database and not in it: a database that knows of less than this file was put back.
const markFile = () => join(resolve(process.env.TOUCHLINE_HOME || ".touchline"), "run", "last-sent.json");
const markSchema = z.record(z.uuid(), z.iso.datetime());
type Marks = z.infer<typeof markSchema>;

/** Remembers outside of the database until when each of these organizations has sent. */
export async function markSent(orgIds: readonly string[]): Promise<void> {
  if (orgIds.length === 0) return;
  const marks = readMarks();
  for (const orgId of orgIds) {
    const newest = await read(contextOf(orgId), "communications:read", findNewestBegun);
    if (newest) marks[orgId] = newest.toISOString();
  }
  mkdirSync(dirname(markFile()), { recursive: true });
  writeByRename(markFile(), JSON.stringify(marks));
}

/** Stops each organization whose database was put back from a backup, and finds what it sent since. Returns which these are. */
export async function noticeRestore(ways: Ways, given: Marks = readMarks()): Promise<string[]> {
  const restored: string[] = [];
  for (const [orgId, mark] of Object.entries(given)) {
    const newest = await read(contextOf(orgId), "communications:read", findNewestBegun);
    if (newest && newest.getTime() >= Date.parse(mark)) continue;
    await restoreSent({ context: () => contextOf(orgId), ways });
    restored.push(orgId);
  }
  if (restored.length > 0) forget(restored);
  return restored;
}

function readMarks(): Marks {
  if (!existsSync(markFile())) return {};
  try {
    const parsed = markSchema.safeParse(JSON.parse(readFileSync(markFile(), "utf8")));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}

// Stopped once: whoever lets it go on is not stopped again at the next start.
function forget(orgIds: readonly string[]): void {
  const marks = Object.entries(readMarks()).filter(([orgId]) => !orgIds.includes(orgId));
  writeByRename(markFile(), JSON.stringify(Object.fromEntries(marks)));
}
