import type { Metadata } from "next";
import {
  loadContactabilityAction,
  loadOlderTouchesAction,
  logContactAction,
  markRespondedAction,
} from "@/app/_actions/communications";
import { addDncEntryAction } from "@/app/_actions/dnc";
import { changeStatusAction, deleteLeadAction, restoreLeadAction } from "@/app/_actions/leads";
import { addStakeholderAction } from "@/app/_actions/people";
import { loadLead } from "@/app/_adapters/lead-page";
import { sharingOf } from "@/app/_adapters/point-sharing";
import { LeadKeys } from "@/components/leads/lead-keys";
import { LeadMenu } from "@/components/leads/lead-menu";
import { LeadScreen } from "@/components/leads/lead-screen";
import { Stakeholders } from "@/components/leads/stakeholders";
import { StatusMenu } from "@/components/leads/status-menu";
import { LeadLiveBanner } from "@/components/live/lead-live-banner";
import { TopBar } from "@/components/shell/top-bar";

type Props = { params: Promise<{ leadId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await loadLead((await params).leadId)).name };
}

export default async function LeadPage({ params }: Props) {
  const { leadId } = await params;
  const { ctx, name, lead, contactability, page, moves, phone, points, stakeholders } = await loadLead(leadId);
  const [userId, shortName] = [ctx.actor.userId, lead.first_name ?? name];
  const changeStatus = changeStatusAction.bind(null, leadId);
  const loadContactability = loadContactabilityAction.bind(null, leadId);
  const menu = { leadId, name, deleteLead: deleteLeadAction, restoreLead: restoreLeadAction };
  return (
    <>
      <TopBar crumbs={[{ label: "Leads", href: "/leads" }]} note={name}>
        <LeadMenu {...menu} addDnc={addDncEntryAction} />
      </TopBar>
      <LeadScreen
        lead={lead}
        phone={phone}
        contactability={contactability}
        touches={page.data}
        total={page.total}
        hasOlder={page.next_cursor !== null}
        userId={userId}
        logContact={logContactAction.bind(null, leadId)}
        markResponded={markRespondedAction}
        loadOlder={loadOlderTouchesAction.bind(null, leadId)}
        checkText={loadContactability}
        beside={sharingOf(points, ctx.actor.role)}
        people={<Stakeholders stakeholders={stakeholders} add={addStakeholderAction.bind(null, leadId)} />}
        status={<StatusMenu name={shortName} status={lead.status} moves={moves} changeStatus={changeStatus} />}
        live={<LeadLiveBanner {...{ leadId, leadName: shortName, userId, loadContactability }} />}
      />
      <LeadKeys />
    </>
  );
}
