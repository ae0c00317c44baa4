import type { OrgTx } from "@/db/tenant";
import { invalid } from "@/lib/core/errors";
import { groupedBy } from "@/lib/core/grouped";
import { requireChannel } from "./queries";
import { blockingValues, normalizeDncValue } from "./rules";
import type { DncCheck, DncCheckResult, DncKind } from "./schema";

type Asked = { kind: DncKind; value: string; channel?: string | null };
type CheckRow = Omit<DncCheck["entries"][number], "since" | "expires_at"> & { since: Date; expires_at: Date | null };

/** Whether one value is blocked, on which channels and by which entries. */
export async function checkDnc(tx: OrgTx, asked: Asked, region: string, at: Date): Promise<DncCheck> {
  const normal = normalizeDncValue(asked.kind, asked.value, region);
  if (!normal.ok) throw invalid(asked.kind, normal.reason);
  const values = blockingValues(asked.kind, normal.norm);
  const rows = await tx.sql<CheckRow[]>`
    select e.id, e.kind, e.channel, e.reason, e.source, e.created_at as since, e.expires_at
    from ${standingFor(tx, values, at)} order by e.created_at, e.id`;
  if (asked.channel) await requireChannel(tx, asked.channel);
  const channels = await tx.sql<
    { code: string }[]
  >`select code from channels where counts_as_contact order by position`;
  const blocks = (code: string) => rows.some((row) => row.channel === null || row.channel === code);
  const entries = asked.channel ? rows.filter((row) => row.channel === null || row.channel === asked.channel) : rows;
  return {
    blocked: entries.length > 0,
    normalized: normal.norm,
    channels: Object.fromEntries(channels.map(({ code }) => [code, blocks(code)])),
    entries: entries.map((row) => ({
      ...row,
      since: row.since.toISOString(),
      expires_at: row.expires_at?.toISOString() ?? null,
    })),
  };
}

/** Up to 10,000 values in one statement, answered in order; a value that cannot be one says why. */
export async function checkManyDnc(tx: OrgTx, asked: Asked[], region: string, at: Date): Promise<DncCheckResult[]> {
  for (const channel of new Set(asked.map((one) => one.channel))) if (channel) await requireChannel(tx, channel);
  const read = asked.map(({ kind, value }) => {
    const normal = normalizeDncValue(kind, value, region);
    return normal.ok ? { blocking: blockingValues(kind, normal.norm) } : { blocking: [], error: normal.reason };
  });
  const standing = groupedBy(
    await standingAmong(
      tx,
      read.flatMap((one) => one.blocking),
      at,
    ),
    (one) => one.value,
  );
  return asked.map(({ kind, value, channel }, index) => {
    const { blocking = [], error } = read[index] ?? {};
    if (error !== undefined) return { kind, value, blocked: false, entry_ids: [], error };
    const ids: string[] = [];
    for (const one of blocking) {
      for (const entry of standing.get(one.value) ?? nothing)
        if (entry.kind === one.kind && (!channel || !entry.channel || entry.channel === channel)) ids.push(entry.id);
    }
    return { kind, value, blocked: ids.length > 0, entry_ids: ids };
  });
}

const nothing: readonly Found[] = [];
type Found = { kind: string; value: string; id: string; channel: string | null };

/** What stands for any of these values, of whichever kind: one walk along the index for all; the caller sees which was meant. */
async function standingAmong(tx: OrgTx, values: { kind: DncKind; value: string }[], at: Date): Promise<Found[]> {
  // One text there and one back cost the driver a tenth of an array and of rows; no normal form has a line break.
  const forms = [...new Set(values.map((one) => one.value))].join("\n");
  const [[plain], [hashed]] = await Promise.all([
    tx.sql<{ found: Found[] | null }[]>`
      select json_agg(json_build_object('kind', e.kind, 'value', e.value_norm, 'id', e.id, 'channel', e.channel)) as found
      from dnc_entries e where e.value_norm = any (string_to_array(${forms}, chr(10))) and ${stands(tx, at)}`,
    tx.sql`select from dnc_entries h where h.value_hash is not null and h.revoked_at is null limit 1`,
  ]);
  if (!hashed) return plain?.found ?? [];
  const erased = await tx.sql<Found[]>`
    select v.kind, v.value, e.id, e.channel from ${standingFor(tx, values, at, "erased")}`;
  return [...(plain?.found ?? []), ...erased];
}

const stands = (tx: OrgTx, at: Date) => tx.sql`e.revoked_at is null and (e.expires_at is null or e.expires_at > ${at})`;

// What stands for these values (`v`) as `e`, under the value itself or, where people were erased, under its hash.
const standingFor = (tx: OrgTx, values: { kind: DncKind; value: string }[], at: Date, only?: "erased") => tx.sql`
  unnest(${values.map((one) => one.kind)}::text[], ${values.map((one) => one.value)}::text[]) as v(kind, value)
  cross join lateral (
    select v.value as form where ${only === undefined}
    union all
    select erased_value(v.kind, v.value) where v.kind in ('email', 'phone', 'linkedin')
      and (select exists (select from dnc_entries h where h.value_hash is not null and h.revoked_at is null))) f
  join dnc_entries e on e.value_norm = f.form and e.kind = v.kind and ${stands(tx, at)}`;
