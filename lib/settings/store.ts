import type { OrgTx } from "@/db/tenant";
import type { SettingValue } from "./schema";

/** Two admins who change settings at once come one after the other. */
export async function lockSettings(tx: OrgTx): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(current_org_id()::text, 41))`;
}

export type NewSetting = { key: string; value: SettingValue; changedBy: string; at: Date };

/** Appends changes; the trigger counts each key's version and hands windows on to their channels. */
export async function insertSettings(tx: OrgTx, list: NewSetting[]): Promise<void> {
  for (const { key, value, changedBy, at } of list) {
    await tx.sql`insert into system_config (key, value, changed_by, created_at, updated_at)
      values (${key}, ${JSON.stringify(value)}::text::jsonb, ${changedBy}, ${at}, ${at})`;
  }
}
