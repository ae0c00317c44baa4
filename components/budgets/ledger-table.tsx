"use client";

import { useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { PhoneLine } from "@/components/ui/phone-line";
import { hrefWith } from "@/components/ui/query-href";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toast";
import type { BudgetTransaction } from "@/lib/budgets/schema";
import { EmptyLedger } from "./empty-ledger";
import { signedMoney } from "./money-words";

type Reverse = SettingsAction<Record<string, unknown>, BudgetTransaction>;
/** `narrowed`: what the rows are narrowed to, in words; empty when they are all. */
type LedgerTableProps = { rows: BudgetTransaction[]; narrowed: string; reverse: Reverse };

/** Everything that the page's filters leave, as a file. */
export const LedgerFile = ({ query }: { query: string }) => (
  <a className="btn" href={`/api/budget/transactions/export${hrefWith(query, { limit: null, cursor: null })}`} download>
    CSV
  </a>
);

/** The money ledger as it stands; what was wrong is reversed, never altered. */
export function LedgerTable({ rows, narrowed, reverse }: LedgerTableProps) {
  const [chosen, setChosen] = useState<BudgetTransaction | null>(null);
  if (rows.length === 0) return <EmptyLedger narrowed={narrowed} />;
  const several = new Set(rows.map((row) => row.account.id)).size > 1;
  const columns: TableColumn<BudgetTransaction>[] = [
    ...(several ? [ACCOUNT] : []),
    ...COLUMNS,
    {
      id: "reverse",
      header: "",
      headerLabel: "Reverse",
      className: "num c-owner",
      width: "w-28",
      cell: (row) =>
        row.kind === "reversal" || row.reversed_by_id ? (
          <span className="t3">{row.reversed_by_id ? "reversed" : ""}</span>
        ) : (
          <Button
            variant="ghost"
            aria-label={`Reverse number ${row.seq} of ${row.account.name}`}
            onClick={() => setChosen(row)}
          >
            Reverse
          </Button>
        ),
    },
  ];
  return (
    <>
      <DataTable label="Transactions" rows={rows} rowKey={(row) => row.id} columns={columns} />
      {chosen ? <ReverseDialog row={chosen} reverse={reverse} close={() => setChosen(null)} /> : null}
    </>
  );
}

function ReverseDialog({ row, reverse, close }: { row: BudgetTransaction; reverse: Reverse; close: () => void }) {
  const [reason, setReason] = useState("");
  const action = useAction(reverse, (stored) => {
    showToast({
      message: `Reversed: ${stored.account.name} stands at ${signedMoney(stored.balance_after_minor, stored.currency)}`,
    });
    close();
  });
  return (
    <Dialog
      open
      onOpenChange={close}
      title={`Reverse number ${row.seq}`}
      subtitle={signedMoney(row.amount_minor, row.currency)}
      width="s"
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          action.run({ account_id: row.account.id, kind: "reversal", reverses_id: row.id, reason });
        }}
      >
        <div className="body">
          <p className="t2">Both stay in the ledger: this one, and a row that takes it back at the same rate.</p>
          <Field label="Reason" error={action.problem?.errors?.[0]?.message ?? action.problem?.detail}>
            {(ids) => (
              <Textarea {...ids} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
            )}
          </Field>
        </div>
        <footer>
          <span className="grow" />
          <DialogClose />
          <Button type="submit" variant="primary" busy={action.busy}>
            Reverse
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

const ACCOUNT: TableColumn<BudgetTransaction> = {
  id: "account",
  header: "Account",
  className: "c-co",
  width: "w-36",
  cell: (row) => row.account.name,
};
const COLUMNS: TableColumn<BudgetTransaction>[] = [
  { id: "seq", header: "#", className: "num", width: "w-14", cell: (row) => row.seq },
  { id: "day", header: "Day", className: "c-last", width: "w-28", cell: (row) => row.occurred_on },
  {
    id: "reason",
    header: "Reason",
    className: "c-name",
    cell: (row) => (
      <>
        {row.reason}
        <PhoneLine>
          Number {row.seq}, {row.kind}, then {signedMoney(row.balance_after_minor, row.currency)}
        </PhoneLine>
      </>
    ),
  },
  {
    id: "kind",
    header: "Kind",
    width: "w-28",
    cell: (row) => row.kind.replace(/^./, (letter) => letter.toUpperCase()),
  },
  { id: "source", header: "Source", className: "c-co", width: "w-36", cell: (row) => row.source?.name ?? "" },
  {
    id: "amount",
    header: "Amount",
    className: "num c-dots",
    width: "w-36",
    cell: (row) => signedMoney(row.amount_minor, row.currency),
  },
  {
    id: "balance",
    header: "Balance",
    className: "num",
    width: "w-36",
    cell: (row) => signedMoney(row.balance_after_minor, row.currency),
  },
  { id: "actor", header: "By", className: "wide", width: "w-32", cell: (row) => row.actor.name },
];
