import { Ban, Check, type LucideIcon, X } from "lucide-react";
import type { LeadStatus } from "@/lib/leads/schema";
import { STATUS_NAMES, STATUS_STEPS } from "./status-words";

const BESIDE: Partial<Record<LeadStatus, LucideIcon>> = { converted: Check, lost: X, unqualified: Ban };

/** Five neutral steps and the word: never a colour, so that it cannot be taken for a verdict. */
export function StatusBars({ status }: { status: LeadStatus }) {
  const Icon = BESIDE[status];
  return (
    <span className="stage">
      {Icon ? <Icon className="i" aria-hidden="true" /> : null}
      {status === "on_ice" ? <OnIce /> : null}
      {STATUS_STEPS[status] === undefined ? null : <Bars steps={STATUS_STEPS[status]} />}
      {STATUS_NAMES[status]}
    </span>
  );
}

function Bars({ steps }: { steps: number }) {
  return <span className={`bars on-${steps}`} aria-hidden="true" />;
}

function OnIce() {
  return (
    <svg className="i" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M5.5 4v8M10.5 4v8" />
    </svg>
  );
}
