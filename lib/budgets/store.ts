import type { OrgTx } from "@/db/tenant";

export type NewAccount = { id: string; name: string; currency: string; at: Date };

/** Opens accounts; one whose name is taken stays as it is. Returns the ids that are new. */
export async function insertAccounts(tx: OrgTx, list: NewAccount[]): Promise<string[]> {
  const added: string[] = [];
  for (const { id, name, currency, at } of list) {
    const rows = await tx.sql<{ id: string }[]>`
      insert into budget_accounts (id, name, currency, created_at, updated_at) values (${id}, ${name}, ${currency}, ${at}, ${at})
      on conflict (org_id, name) do nothing returning id`;
    added.push(...rows.map((row) => row.id));
  }
  return added;
}

export type NewTransaction = {
  id: string;
  account_id: string;
  kind: string;
  amount_minor: number | null;
  day: string;
  source_id: string | null;
  reverses_id: string | null;
  reason: string;
  by: string;
  at: Date;
};

/** Posts transactions one after the other, each under the lock of its account: the database numbers them and carries the balance. */
export async function insertTransactions(tx: OrgTx, list: NewTransaction[]): Promise<void> {
  for (const { id, account_id, kind, amount_minor, day, source_id, reverses_id, reason, by, at } of list) {
    await tx.sql`select post_budget_transaction(${id}, ${account_id}, ${kind}, ${amount_minor}, ${day}::date, ${source_id}, ${reverses_id},
      ${reason}, ${by}, ${at})`;
  }
}
