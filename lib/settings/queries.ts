import type { OrgTx } from "@/db/tenant";
import { defaultOf, settingsOf } from "./rules";
import type { ChannelWindows, SettingChange, SettingsState, SettingValue } from "./schema";

type ChangeRow = Omit<SettingChange, "at" | "from" | "to"> & { at: Date; from: SettingValue; to: SettingValue };

/** All settings of the organization, how often they were changed, and the newest changes. */
export async function getSettings(tx: OrgTx): Promise<SettingsState> {
  const stored = tx.sql<{ stored: Record<string, unknown>; version: number }[]>`
    select current_settings() as stored, (select count(*)::int from system_config) as version`;
  const windows = tx.sql<ChannelWindows[]>`
    select code, channel_group as "group", hard_window_seconds as hard, soft_window_seconds as soft from channels where counts_as_contact order by position, code`;
  const [[state], channels, history] = await Promise.all([stored, windows, listChanges(tx)]);
  return {
    version: state?.version ?? 0,
    settings: settingsOf(state?.stored ?? {}),
    windows: [...channels],
    history,
  };
}

async function listChanges(tx: OrgTx): Promise<SettingChange[]> {
  const rows = await tx.sql<ChangeRow[]>`
    select c.key, c.version, c.created_at as at, c.value as to, p.value as from, json_build_object('id', m.user_id, 'name', m.name) as user
    from (select * from system_config order by created_at desc, id desc limit 100) c
    left join system_config p on p.org_id = c.org_id and p.key = c.key and p.version = c.version - 1
    join memberships m on m.org_id = c.org_id and m.user_id = c.changed_by
    order by c.created_at desc, c.id desc`;
  return rows.map((row) => ({
    ...row,
    at: row.at.toISOString(),
    from: row.from ?? defaultOf(row.key),
    to: row.to ?? defaultOf(row.key),
  }));
}
