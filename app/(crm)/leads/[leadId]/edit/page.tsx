import type { Metadata } from "next";
import { updateLeadAction } from "@/app/_actions/leads";
import { loadLead } from "@/app/_adapters/lead-page";
import { LeadForm } from "@/components/leads/lead-form";
import { TopBar } from "@/components/shell/top-bar";
import { listMembers } from "@/lib/accounts/queries";
import { read } from "@/lib/core/read";
import { getBaseCurrency } from "@/lib/deals/queries";
import { displayName } from "@/lib/leads/rules";

export const metadata: Metadata = { title: "Edit lead" };

export default async function EditLeadPage({ params }: { params: Promise<{ leadId: string }> }) {
  const { leadId } = await params;
  const { ctx, lead } = await loadLead(leadId);
  const [people, currency] = await read(ctx, "leads:write", (tx) =>
    Promise.all([listMembers(tx), getBaseCurrency(tx)]),
  );
  const href = `/leads/${leadId}`;
  return (
    <>
      <TopBar
        crumbs={[
          { label: "Leads", href: "/leads" },
          { label: displayName(lead), href },
        ]}
        title="Edit"
      />
      <div className="scroll">
        <LeadForm
          lead={lead}
          action={updateLeadAction.bind(null, leadId)}
          people={people.map(({ user_id: id, name }) => ({ id, name }))}
          currency={currency}
          cancelHref={href}
        />
      </div>
    </>
  );
}
