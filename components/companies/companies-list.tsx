"use client";

import Link from "next/link";
import { ButtonLink } from "@/components/ui/button";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Company } from "@/lib/companies/schema";

const columns: TableColumn<Company>[] = [
  {
    id: "name",
    header: "Company",
    cell: (company) => (
      <Link className="name cut" href={`/companies/${company.id}`}>
        {company.name}
      </Link>
    ),
  },
  { id: "domain", header: "Domain", className: "wide", cell: (company) => company.domain ?? <None /> },
  {
    id: "owner",
    header: "Owner",
    className: "wide",
    width: "w-40",
    cell: (company) => company.owner?.name ?? <None />,
  },
  { id: "people", header: "Leads", className: "num", width: "w-20", cell: (company) => company.people },
  {
    id: "last",
    header: "Last contact",
    width: "w-32",
    cell: (company) => (company.last_contacted_at ? <RelativeTime at={company.last_contacted_at} /> : <None />),
  },
];

/** Companies by name, with how many leads are there and when any of them was contacted last. */
export function CompaniesList({ companies, q }: { companies: Company[]; q?: string }) {
  if (companies.length > 0) {
    return (
      <DataTable label="Companies" className="plain" columns={columns} rows={companies} rowKey={(one) => one.id} />
    );
  }
  if (!q) return <EmptyState title="No companies yet">A company comes with the first lead who works there.</EmptyState>;
  return (
    <EmptyState title={`No company fits “${q}”`} actions={<ButtonLink href="/companies">Show all</ButtonLink>}>
      Try fewer letters, or the beginning of the domain.
    </EmptyState>
  );
}

const None = () => <span className="t3">–</span>;
