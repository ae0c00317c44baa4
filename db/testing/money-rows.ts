type Row = Record<string, string | number | null>;
type Words = { id: (word: string) => string; at: string; user: string; channel: string; nth: string };

/** Rows of the money tables for the sweep over the walls. */
export function moneyRows({ id, at, user, channel, nth }: Words): [string, Row][] {
  const money = { amount_minor: 1, currency: "EUR", base_currency: "EUR", fx_rate: 1, base_minor: 1 };
  const counts = { day: "2026-01-05", user_id: user, direction: "outbound", touches: 1, answered: 0 };
  const span = { from_after: "2026-01-04", from_until: "2026-01-05", to_since: "2026-01-05", to_before: "2027-01-01" };
  return [
    ["fx_rates", { currency: channel, base_currency: "EUR", day: "2026-01-05", rate: 1, set_by: user }],
    ["lead_sources", { name: channel, arrives_as: channel }],
    [
      "lead_source_costs",
      { ...money, source_id: id("lead_sources"), month: "2026-01-01", kind: "event", recorded_by: user },
    ],
    ["rollups_daily", { ...counts, hour: 1, channel }],
    ["rollup_deltas", { ...counts, hour: 1, channel }],
    ["outreach_rollups", { ...span, kind: "attempts", user_id: user, channel, n: 1, m: 0, begun: 1 }],
    ["lead_outreach", { lead_id: id("leads"), facts: "{}" }],
    ["outreach_moves", { version: Number(nth), facts: "{}" }],
    ["budget_accounts", { name: channel, currency: "EUR" }],
    [
      "budget_transactions",
      {
        ...money,
        account_id: id("budget_accounts"),
        seq: 1,
        kind: "allocation",
        balance_before: 0,
        balance_after: 1,
        occurred_on: "2026-01-05",
        source_id: id("lead_sources"),
        reason: "r",
        actor_id: user,
        at,
      },
    ],
  ];
}
