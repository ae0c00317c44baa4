import type { OrgTx } from "@/db/tenant";

export type CampaignColumns = Partial<{
  name: string;
  goal: string | null;
  source_id: string | null;
  account_id: string | null;
  archived_at: Date | null;
}>;
type NewCampaign = Omit<Required<CampaignColumns>, "archived_at"> & { id: string; by: string; at: Date };

/** Adds campaigns; one whose name is taken stays as it is. Returns the ids that are new. */
export async function insertCampaigns(tx: OrgTx, list: NewCampaign[]): Promise<string[]> {
  const added: string[] = [];
  for (const one of list) {
    const rows = await tx.sql<{ id: string }[]>`
      insert into campaigns (id, name, goal, source_id, account_id, created_by, created_at, updated_at)
      values (${one.id}, ${one.name}, ${one.goal}, ${one.source_id}, ${one.account_id}, ${one.by}, ${one.at}, ${one.at})
      on conflict do nothing returning id`;
    added.push(...rows.map((row) => row.id));
  }
  return added;
}

/** The version of a campaign, locked; null when it is not here. */
export async function lockCampaign(tx: OrgTx, id: string): Promise<{ version: number; archived: boolean } | null> {
  const [row] = await tx.sql<{ version: number; archived: boolean }[]>`
    select version, archived_at is not null as archived from campaigns where id = ${id} for update`;
  return row ?? null;
}

/** Whether another campaign that is in use has the name. */
export async function isNameTaken(tx: OrgTx, name: string, id: string): Promise<boolean> {
  const [row] =
    await tx.sql`select id from campaigns where lower(name) = lower(${name}) and archived_at is null and id <> ${id}`;
  return row !== undefined;
}

export async function updateCampaignColumns(tx: OrgTx, id: string, change: CampaignColumns, at: Date): Promise<void> {
  await tx.sql`update campaigns set ${tx.sql({ ...change, updated_at: at })}, version = version + 1 where id = ${id}`;
}

/** Whether these are here: a source, a budget account. */
export async function findLinks(
  tx: OrgTx,
  { source_id = null, account_id = null }: Pick<CampaignColumns, "source_id" | "account_id">,
): Promise<{ source: boolean; account: boolean }> {
  const [row] = await tx.sql<{ source: boolean; account: boolean }[]>`
    select ${source_id}::uuid is null or exists (select from lead_sources where id = ${source_id}) as source,
      ${account_id}::uuid is null or exists (select from budget_accounts where id = ${account_id}) as account`;
  return row ?? { source: false, account: false };
}
