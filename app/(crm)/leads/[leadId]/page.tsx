import type { Metadata } from "next";
import {
  loadContactabilityAction,
  loadOlderTouchesAction,
  logContactAction,
  markRespondedAction,
} from "@/app/_actions/communications";
import { deleteLeadAction, restoreLeadAction } from "@/app/_actions/leads";
import { loadLead } from "@/app/_adapters/lead-page";
import { LeadKeys } from "@/components/leads/lead-keys";
import { LeadMenu } from "@/components/leads/lead-menu";
import { LeadScreen } from "@/components/leads/lead-screen";
import { LeadLiveBanner } from "@/components/live/lead-live-banner";
import { TopBar } from "@/components/shell/top-bar";
import { displayName } from "@/lib/leads/rules";

type Props = { params: Promise<{ leadId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { lead } = await loadLead((await params).leadId);
  return { title: displayName(lead) };
}

export default async function LeadPage({ params }: Props) {
  const { leadId } = await params;
  const { ctx, lead, contactability, page } = await loadLead(leadId);
  return (
    <>
      <TopBar crumbs={[{ label: "Leads", href: "/leads" }]} note={displayName(lead)}>
        <LeadMenu
          leadId={leadId}
          name={displayName(lead)}
          deleteLead={deleteLeadAction}
          restoreLead={restoreLeadAction}
        />
      </TopBar>
      <LeadScreen
        lead={lead}
        contactability={contactability}
        touches={page.data}
        total={page.total}
        hasOlder={page.next_cursor !== null}
        userId={ctx.actor.userId}
        logContact={logContactAction.bind(null, leadId)}
        markResponded={markRespondedAction}
        loadOlder={loadOlderTouchesAction.bind(null, leadId)}
        live={
          <LeadLiveBanner
            leadId={leadId}
            leadName={lead.first_name ?? displayName(lead)}
            userId={ctx.actor.userId}
            loadContactability={loadContactabilityAction.bind(null, leadId)}
          />
        }
      />
      <LeadKeys />
    </>
  );
}
