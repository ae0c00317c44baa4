import { EmptyState } from "@/components/ui/empty-state";

/** No transaction: of those that were asked for, or at all. */
export const EmptyLedger = ({ narrowed }: { narrowed: string }) =>
  narrowed ? (
    <EmptyState title="No transactions">Nothing in the ledger for {narrowed}.</EmptyState>
  ) : (
    <EmptyState title="Nothing in the ledger">Open an account, then record what was set aside and spent.</EmptyState>
  );
