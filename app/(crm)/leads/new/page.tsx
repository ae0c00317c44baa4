import type { Metadata } from "next";
import { createLeadAction } from "@/app/_actions/leads";
import { requireContext } from "@/app/_adapters/session";
import { LeadForm } from "@/components/leads/lead-form";
import { TopBar } from "@/components/shell/top-bar";
import { listMembers } from "@/lib/accounts/queries";
import { read } from "@/lib/core/read";
import { getBaseCurrency } from "@/lib/deals/queries";

export const metadata: Metadata = { title: "New lead" };

export default async function NewLeadPage() {
  const ctx = await requireContext();
  const [people, currency] = await read(ctx, "leads:write", (tx) =>
    Promise.all([listMembers(tx), getBaseCurrency(tx)]),
  );
  return (
    <>
      <TopBar crumbs={[{ label: "Leads", href: "/leads" }]} title="New lead" />
      <div className="scroll">
        <LeadForm
          action={createLeadAction}
          people={people.map(({ user_id: id, name }) => ({ id, name }))}
          ownerId={ctx.actor.userId}
          currency={currency}
          cancelHref="/leads"
        />
      </div>
    </>
  );
}
