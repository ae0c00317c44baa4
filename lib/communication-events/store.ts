import type { communicationEventKinds } from "@/db/schema";
import type { OrgTx } from "@/db/tenant";

export type NewCommunicationEvent = {
  communicationId: string;
  kind: (typeof communicationEventKinds)[number];
  at: Date;
  provider: string;
  /** the provider's own id, or one made of what was told: the same told again is the same event */
  providerEventId: string;
  url?: string | null;
  isMachine?: boolean;
  raw?: string | null;
};

/** Bytes of what a provider said that are kept. */
export const RAW_BYTES = 8192;

/** Stores what was told of messages, each once; returns the ids of the messages that something new was told of. */
export async function insertCommunicationEvents(tx: OrgTx, list: NewCommunicationEvent[], at: Date): Promise<string[]> {
  if (list.length === 0) return [];
  const rows = list.map((one) => ({
    communication_id: one.communicationId,
    kind: one.kind,
    at: one.at,
    provider: one.provider,
    provider_event_id: one.providerEventId,
    url: one.url ?? null,
    is_machine: one.isMachine ?? false,
    raw: one.raw ? cutBytes(one.raw, RAW_BYTES) : null,
    created_at: at,
    updated_at: at,
  }));
  const stored = await tx.sql<{ communication_id: string }[]>`
    insert into communication_events ${tx.sql(rows)} on conflict (org_id, provider, provider_event_id) do nothing returning communication_id`;
  return [...new Set(stored.map((row) => row.communication_id))];
}

/** What turned out to be a machine's, by what came after it. */
export async function markMachines(tx: OrgTx, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx.sql`
    update communication_events set is_machine = true, updated_at = ${at} where id = any (${[...ids]}::uuid[]) and not is_machine`;
}

/** The beginning of a text that fits into so many bytes, without half a character at its end. */
export const cutBytes = (text: string, bytes: number): string =>
  new TextDecoder("utf8")
    .decode(new TextEncoder().encode(text.replaceAll("\u0000", "")).subarray(0, bytes))
    .replace(/\uFFFD+$/, "");
