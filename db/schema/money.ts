import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  date,
  foreignKey,
  index,
  numeric,
  type PgColumn,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { memberships } from "./accounts";
import { at, oneOf, tenantColumns, tenantKey, tenantReference } from "./columns";

export const costKinds = ["advertising", "list_purchase", "event", "agency", "tool", "other"] as const;
export const transactionKinds = ["allocation", "spend", "refund", "adjustment", "reversal"] as const;

const minor = (name: string) => bigint(name, { mode: "number" });
const rate = (name: string) => numeric(name, { precision: 24, scale: 12 });
const byMember = (name: string, orgId: PgColumn, column: PgColumn) =>
  foreignKey({ name, columns: [orgId, column], foreignColumns: [memberships.orgId, memberships.userId] });

/** What one unit of a currency is worth in the organization's, from this day on. */
export const fxRates = pgTable(
  "fx_rates",
  {
    ...tenantColumns(),
    currency: text("currency").notNull(),
    baseCurrency: text("base_currency").notNull(),
    day: date("day").notNull(),
    rate: rate("rate").notNull(),
    setBy: uuid("set_by").notNull(),
  },
  (t) => [
    tenantKey(t),
    unique("fx_rates_day_key").on(t.orgId, t.currency, t.baseCurrency, t.day),
    check(
      "fx_rates_currency_check",
      sql`currency ~ '^[A-Z]{3}$' and base_currency ~ '^[A-Z]{3}$' and currency <> base_currency`,
    ),
    check("fx_rates_rate_check", sql`rate > 0`),
    byMember("fx_rates_set_by_fk", t.orgId, t.setBy),
  ],
);

/** Where leads come from, as a tree. `arrives_as`: the words of leads that mean it, in lower case. */
export const leadSources = pgTable(
  "lead_sources",
  {
    ...tenantColumns(),
    name: text("name").notNull(),
    arrivesAs: text("arrives_as").notNull(),
    parentId: uuid("parent_id"),
  },
  (t) => [
    tenantKey(t),
    unique("lead_sources_arrives_key").on(t.orgId, t.arrivesAs),
    check("lead_sources_name_check", sql`btrim(name) <> ''`),
    check("lead_sources_arrives_check", sql`arrives_as = lower(btrim(arrives_as)) and arrives_as <> ''`),
    foreignKey({ name: "lead_sources_parent_fk", columns: [t.orgId, t.parentId], foreignColumns: [t.orgId, t.id] }),
    index("lead_sources_parent_idx").on(t.orgId, t.parentId).where(sql`parent_id is not null`),
  ],
);

/** What a source cost in a month, by kind, with the rate that held. */
export const leadSourceCosts = pgTable(
  "lead_source_costs",
  {
    ...tenantColumns(),
    sourceId: uuid("source_id").notNull(),
    month: date("month").notNull(),
    kind: text("kind", { enum: costKinds }).notNull(),
    amountMinor: minor("amount_minor").notNull(),
    currency: text("currency").notNull(),
    baseCurrency: text("base_currency").notNull(),
    fxRate: rate("fx_rate").notNull(),
    baseMinor: minor("base_minor").notNull(),
    note: text("note"),
    recordedBy: uuid("recorded_by").notNull(),
  },
  (t) => [
    tenantKey(t),
    unique("lead_source_costs_month_key").on(t.orgId, t.sourceId, t.month, t.kind),
    check("lead_source_costs_month_check", sql`extract(day from month) = 1`),
    oneOf("lead_source_costs_kind_check", t.kind, costKinds),
    check("lead_source_costs_amount_check", sql`amount_minor between 0 and 9007199254740991`),
    check("lead_source_costs_currency_check", sql`currency ~ '^[A-Z]{3}$' and base_currency ~ '^[A-Z]{3}$'`),
    check(
      "lead_source_costs_base_check",
      sql`fx_rate > 0 and base_minor = convert_minor(amount_minor, currency, base_currency, fx_rate)`,
    ),
    tenantReference({ orgId: t.orgId, column: t.sourceId, to: leadSources, name: "lead_source_costs_source_fk" }),
    byMember("lead_source_costs_recorded_by_fk", t.orgId, t.recordedBy),
    index("lead_source_costs_month_idx").on(t.orgId, t.month.desc().nullsFirst(), t.id.desc().nullsFirst()),
  ],
);

/** Money set aside. Balance and number follow from its transactions; one function writes them. */
export const budgetAccounts = pgTable(
  "budget_accounts",
  {
    ...tenantColumns(),
    name: text("name").notNull(),
    currency: text("currency").notNull(),
    balanceMinor: minor("balance_minor").notNull().default(0),
    lastSeq: minor("last_seq").notNull().default(0),
  },
  (t) => [
    tenantKey(t),
    unique("budget_accounts_name_key").on(t.orgId, t.name),
    check("budget_accounts_name_check", sql`btrim(name) <> ''`),
    check("budget_accounts_currency_check", sql`currency ~ '^[A-Z]{3}$'`),
  ],
);

/** The money ledger: numbered without a gap within its account, and never altered. What was wrong is reversed. */
export const budgetTransactions = pgTable(
  "budget_transactions",
  {
    ...tenantColumns(),
    accountId: uuid("account_id").notNull(),
    seq: minor("seq").notNull(),
    kind: text("kind", { enum: transactionKinds }).notNull(),
    amountMinor: minor("amount_minor").notNull(),
    balanceBefore: minor("balance_before").notNull(),
    balanceAfter: minor("balance_after").notNull(),
    currency: text("currency").notNull(),
    baseCurrency: text("base_currency").notNull(),
    fxRate: rate("fx_rate").notNull(),
    baseMinor: minor("base_minor").notNull(),
    occurredOn: date("occurred_on").notNull(),
    sourceId: uuid("source_id"),
    reversesId: uuid("reverses_id"),
    reason: text("reason").notNull(),
    actorId: uuid("actor_id").notNull(),
    at: at("at").notNull(),
  },
  (t) => [
    tenantKey(t),
    unique("budget_transactions_seq_key").on(t.orgId, t.accountId, t.seq),
    check("budget_transactions_seq_check", sql`seq > 0`),
    check("budget_transactions_balance_check", sql`balance_after = balance_before + amount_minor`),
    check(
      "budget_transactions_size_check",
      sql`abs(amount_minor) <= 9007199254740991 and abs(balance_after) <= 9007199254740991`,
    ),
    check(
      "budget_transactions_kind_check",
      sql`case kind when 'allocation' then amount_minor > 0 when 'refund' then amount_minor > 0 when 'spend' then amount_minor < 0 when 'adjustment' then amount_minor <> 0 when 'reversal' then amount_minor <> 0 else false end`,
    ),
    check(
      "budget_transactions_base_check",
      sql`fx_rate > 0 and base_minor = convert_minor(amount_minor, currency, base_currency, fx_rate)`,
    ),
    check(
      "budget_transactions_reverses_check",
      sql`(kind = 'reversal') = (reverses_id is not null) and reverses_id <> id`,
    ),
    check("budget_transactions_reason_check", sql`btrim(reason) <> ''`),
    tenantReference({
      orgId: t.orgId,
      column: t.accountId,
      to: budgetAccounts,
      name: "budget_transactions_account_fk",
    }),
    tenantReference({ orgId: t.orgId, column: t.sourceId, to: leadSources, name: "budget_transactions_source_fk" }),
    foreignKey({
      name: "budget_transactions_reverses_fk",
      columns: [t.orgId, t.reversesId],
      foreignColumns: [t.orgId, t.id],
    }),
    byMember("budget_transactions_actor_fk", t.orgId, t.actorId),
    uniqueIndex("budget_transactions_reverses_key").on(t.orgId, t.reversesId).where(sql`reverses_id is not null`),
    index("budget_transactions_day_idx").on(t.orgId, t.occurredOn.desc().nullsFirst(), t.id.desc().nullsFirst()),
  ],
);
