import type { Metadata } from "next";
import {
  loadContactabilityAction,
  loadOlderTouchesAction,
  logContactAction,
  markRespondedAction,
} from "@/app/_actions/communications";
import { addDncEntryAction } from "@/app/_actions/dnc";
import { changeStatusAction, deleteLeadAction, restoreLeadAction } from "@/app/_actions/leads";
import { erasePersonAction, exportPersonAction, recordConsentAction } from "@/app/_actions/people";
import { loadLead } from "@/app/_adapters/lead-page";
import { ConsentPanel } from "@/components/consents/consent-panel";
import { LeadKeys } from "@/components/leads/lead-keys";
import { LeadMenu } from "@/components/leads/lead-menu";
import { LeadScreen } from "@/components/leads/lead-screen";
import { StatusMenu } from "@/components/leads/status-menu";
import { LeadLiveBanner } from "@/components/live/lead-live-banner";
import { TopBar } from "@/components/shell/top-bar";

type Props = { params: Promise<{ leadId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await loadLead((await params).leadId)).name };
}

export default async function LeadPage({ params }: Props) {
  const { leadId } = await params;
  const { ctx, name, lead, contactability, page, moves, phone, consents } = await loadLead(leadId);
  const [userId, shortName] = [ctx.actor.userId, lead.first_name ?? name];
  const person = ctx.actor.role === "admin" ? { erase: erasePersonAction, exportAll: exportPersonAction } : undefined;
  const changeStatus = changeStatusAction.bind(null, leadId);
  const loadContactability = loadContactabilityAction.bind(null, leadId);
  const acts = { deleteLead: deleteLeadAction, restoreLead: restoreLeadAction, addDnc: addDncEntryAction, person };
  return (
    <>
      <TopBar crumbs={[{ label: "Leads", href: "/leads" }]} note={name}>
        <LeadMenu leadId={leadId} name={name} {...acts} />
      </TopBar>
      <LeadScreen
        lead={lead}
        phone={phone}
        facts={<ConsentPanel lead={{ ...lead, name }} consents={consents} record={recordConsentAction} />}
        contactability={contactability}
        touches={page.data}
        total={page.total}
        hasOlder={page.next_cursor !== null}
        userId={userId}
        logContact={logContactAction.bind(null, leadId)}
        markResponded={markRespondedAction}
        loadOlder={loadOlderTouchesAction.bind(null, leadId)}
        status={<StatusMenu name={shortName} status={lead.status} moves={moves} changeStatus={changeStatus} />}
        live={<LeadLiveBanner {...{ leadId, leadName: shortName, userId, loadContactability }} />}
      />
      <LeadKeys />
    </>
  );
}
