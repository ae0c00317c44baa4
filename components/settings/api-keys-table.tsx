"use client";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { useClock } from "@/components/ui/clock";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { PhoneLine } from "@/components/ui/phone-line";
import { RelativeTime } from "@/components/ui/relative-time";
import { showProblem, showToast } from "@/components/ui/toast";
import type { ApiKey } from "@/lib/accounts/schema";
import type { SettingsAction } from "./use-action";

type ApiKeysTableProps = { keys: ApiKey[]; revoke: SettingsAction<{ id: string }> };

/** Keys by which programs act as a member. */
export function ApiKeysTable({ keys, revoke }: ApiKeysTableProps) {
  const end = async ({ id, name }: ApiKey) => {
    const result = await revoke({ id });
    if (result.ok) showToast({ message: `The key ${name} no longer works` });
    else showProblem(result.problem.detail);
  };
  const columns: TableColumn<ApiKey>[] = [
    ...READING,
    {
      id: "revoke",
      header: "",
      headerLabel: "Actions",
      width: "w-28",
      className: "c-dots end",
      cell: (one) => (
        <Button size="small" aria-label={`Revoke the key ${one.name}`} onClick={() => void end(one)}>
          Revoke
        </Button>
      ),
    },
  ];
  return <DataTable label="API keys" rows={keys} rowKey={(one) => one.id} columns={columns} />;
}

const READING: TableColumn<ApiKey>[] = [
  {
    id: "name",
    header: "Name",
    className: "c-name",
    cell: (one) => (
      <>
        <span className="m max-[720px]:whitespace-normal max-[720px]:wrap-anywhere">{one.name}</span>
        <PhoneLine>May: {mayWords(one)}</PhoneLine>
        <PhoneLine>
          Last used: <LastUse at={one.last_used_at} never="never" />, ends: <KeyEnd at={one.expires_at} never="never" />
        </PhoneLine>
      </>
    ),
  },
  { id: "prefix", header: "Begins with", width: "w-32", className: "c-co", cell: (one) => <code>{one.prefix}…</code> },
  { id: "user", header: "Acts as", width: "w-36", className: "c-owner", cell: (one) => one.user.name },
  {
    id: "scopes",
    header: "May",
    width: "w-52",
    className: "t2",
    cell: (one) => <span title={one.scopes.join(", ")}>{mayWords(one)}</span>,
  },
  {
    id: "used",
    header: "Last used",
    width: "w-28",
    className: "t2",
    cell: (one) => <LastUse at={one.last_used_at} />,
  },
  { id: "ends", header: "Ends", width: "w-32", className: "t2", cell: (one) => <KeyEnd at={one.expires_at} /> },
];

const mayWords = ({ scopes }: ApiKey) => scopes.join(", ") || "Everything its maker may";
type Moment = { at: string | null; never?: string };
const LastUse = ({ at, never = "Never" }: Moment) => (at ? <RelativeTime at={at} focusable={false} /> : never);

function KeyEnd({ at, never = "Never" }: Moment) {
  const { now } = useClock();
  if (at === null) return never;
  if (now > 0 && Date.parse(at) <= now) return <Badge tone="wait">Over</Badge>;
  return <RelativeTime at={at} form="until" focusable={false} />;
}
