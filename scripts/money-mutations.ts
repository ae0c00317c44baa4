import { type Mutation, replaceInside } from "@/scripts/mutation";

const post =
  "post_budget_transaction(uuid, uuid, text, bigint, date, uuid, uuid, text, uuid, timestamp with time zone)";
const ledger = ["lib/budgets/ledger"];
const sources = ["lib/sources/sources"];

/** What holds of money and of where leads come from (drizzle/0028). */
export const moneyMutations: Mutation[] = [
  {
    guarantee: "transactions of one account follow one another",
    sql: replaceInside(post, "and id = p_account for update", "and id = p_account"),
    tests: ledger,
    named: "a hundred write at once",
  },
  {
    guarantee: "a transaction is reversed once",
    sql: `${replaceInside(post, "and reverses_id = p_reverses", "and false")}; drop index budget_transactions_reverses_key`,
    tests: ledger,
    named: "is reversed once",
  },
  {
    guarantee: "what stands in the money ledger stays",
    sql: "drop trigger keep_budget_transactions on budget_transactions",
    tests: ledger,
    named: "past its one function",
  },
  {
    guarantee: "the application writes no transaction by itself",
    sql: "grant insert, update, delete on budget_transactions to touchline_app",
    tests: ledger,
    named: "past its one function",
  },
  {
    guarantee: "a balance follows from the one before",
    sql: "alter table budget_transactions drop constraint budget_transactions_balance_check",
    tests: ledger,
    named: "carries no balance",
  },
  {
    guarantee: "a new touch is counted",
    sql: "drop trigger count_new_touches on communications",
    tests: ["lib/rollups/rollups"],
    named: "equal the ledger",
  },
  {
    guarantee: "a changed touch is counted anew",
    sql: "drop trigger count_changed_touches on communications",
    tests: ["lib/rollups/rollups"],
    named: "equal the ledger",
  },
  {
    guarantee: "the counts are nobody's to write",
    sql: "grant update, delete on rollups_daily, rollup_deltas to touchline_app",
    tests: ["lib/rollups/rollups"],
    named: "nobody's to write",
  },
  {
    guarantee: "a changed touch changes the facts of its lead",
    sql: "drop trigger count_changed_touches on communications",
    tests: ["lib/analytics/rolled-figures"],
    named: "equal those out of the ledger",
  },
  {
    guarantee: "the sums are nobody's to write",
    sql: "grant update, delete on outreach_rollups, lead_outreach, outreach_moves to touchline_app",
    tests: ["lib/analytics/rolled-figures"],
    named: "nobody's to write",
  },
  {
    guarantee: "what folding moves is told",
    sql: "create or replace function tell_moves(p_facts outreach_fact[]) returns void language sql as 'select'",
    tests: ["lib/analytics/rolled-figures"],
    named: "only what moved",
  },
  {
    guarantee: "sources are a tree",
    sql: "drop trigger keep_source_tree on lead_sources",
    tests: sources,
    named: "stays in a tree",
  },
  {
    guarantee: "a lead's words are its source",
    sql: "drop trigger name_source on leads",
    tests: sources,
    named: "is another when",
  },
];
