import { jobsPool } from "@/db/client";
import { runAutomatic } from "@/lib/autonomy/run-automatic";
import { read } from "@/lib/core/read";
import { currentTime } from "@/lib/core/time";
import { findSuggestions, PART } from "@/lib/suggestion-engine/find-suggestions";
import { listTouched } from "@/lib/suggestion-engine/queries";
import { inEach, untilDone } from "./in-each";
import { contextOf } from "./organization-context";

export const suggestMs = 30_000;

// Then every lead is looked at, part by part: time alone makes grounds too (no answer in five days), but it has a few minutes for it.
const againMs = 600_000;
/** How far each organization's events were looked at, and when every lead was. */
const looked = new Map<string, { position: string; at: number }>();

type Head = { org_id: string; position: string };

/**
 * Ends suggestions without a ground and proposes what could be done next, about the leads with whom something happened, and now and then
 * about all; then carries out what is wanted without a press.
 */
export async function keepSuggestions(signal?: AbortSignal): Promise<void> {
  const heads = await jobsPool()<Head[]>`select org_id, position::text as position from event_heads order by org_id`;
  const work = async (head: Head) => {
    await look(head, signal);
    if (!signal?.aborted) await runAutomatic(contextOf(head.org_id));
  };
  await inEach(heads, work, signal);
}

async function look({ org_id, position }: Head, signal?: AbortSignal): Promise<void> {
  const last = looked.get(org_id);
  const now = currentTime().getTime();
  const due = last === undefined || now - last.at >= againMs;
  if (!due && last.position === position) return;
  const touched = due ? null : await touchedSince(org_id, last.position, position);
  if (touched) await untilDone(() => findSuggestions(contextOf(org_id), { lead_ids: touched }), signal);
  else await lookThrough(org_id, signal);
  if (!signal?.aborted) looked.set(org_id, { position, at: touched ? (last?.at ?? now) : now });
}

/** The leads with whom something happened; null when these are so many that all are looked at. */
async function touchedSince(orgId: string, after: string, until: string): Promise<string[] | null> {
  const ids = await read(contextOf(orgId), "suggestions:read", (tx) => listTouched(tx, after, until, PART + 1));
  return ids.length > PART ? null : ids;
}

async function lookThrough(orgId: string, signal?: AbortSignal): Promise<void> {
  let after: string | undefined;
  for (let left = true; left && !signal?.aborted; ) {
    const turn = await findSuggestions(contextOf(orgId), after ? { after } : {});
    if (!turn.more) after = turn.next ?? undefined;
    left = turn.more || turn.next !== null;
  }
}
