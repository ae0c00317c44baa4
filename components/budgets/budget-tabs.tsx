import { Tabs } from "@/components/ui/tabs";

const PLACES = [
  ["/budget", "Ledger"],
  ["/budget/costs", "Costs"],
  ["/budget/reconciliation", "Month end"],
  ["/budget/sources", "Sources"],
] as const;

/** The pages of money. */
export function BudgetTabs({ current }: { current: (typeof PLACES)[number][0] }) {
  return <Tabs label="Budget" tabs={PLACES.map(([href, label]) => ({ href, label, current: href === current }))} />;
}
