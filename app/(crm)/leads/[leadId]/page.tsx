import type { Metadata } from "next";
import {
  loadContactabilityAction,
  loadOlderTouchesAction,
  loadTouchTextAction,
  logContactAction,
  markRespondedAction,
} from "@/app/_actions/communications";
import { addDncEntryAction } from "@/app/_actions/dnc";
import { changeStatusAction, deleteLeadAction, restoreLeadAction } from "@/app/_actions/leads";
import { cancelMessageAction, queueMessageAction, saveDraftAction } from "@/app/_actions/messages";
import { erasePersonAction, exportPersonAction, recordConsentAction } from "@/app/_actions/people";
import { loadLead } from "@/app/_adapters/lead-page";
import { ConsentPanel } from "@/components/consents/consent-panel";
import { LeadKeys } from "@/components/leads/lead-keys";
import { LeadMenu } from "@/components/leads/lead-menu";
import { LeadScreen } from "@/components/leads/lead-screen";
import { StatusMenu } from "@/components/leads/status-menu";
import { LeadLiveBanner } from "@/components/live/lead-live-banner";
import { LeadPresence } from "@/components/live/lead-presence";
import { TopBar } from "@/components/shell/top-bar";

type Props = { params: Promise<{ leadId: string }> };

const doors = { send: queueMessageAction, cancel: cancelMessageAction, saveDraft: saveDraftAction };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await loadLead((await params).leadId)).name };
}

export default async function LeadPage({ params }: Props) {
  const { leadId } = await params;
  const { ctx, name, lead, contactability, page, moves, phone, messages, consents } = await loadLead(leadId);
  const [userId, shortName] = [ctx.actor.userId, lead.first_name ?? name];
  const changeStatus = changeStatusAction.bind(null, leadId);
  const actions = { deleteLead: deleteLeadAction, restoreLead: restoreLeadAction, addDnc: addDncEntryAction };
  const person = ctx.actor.role === "admin" ? { erase: erasePersonAction, exportAll: exportPersonAction } : undefined;
  return (
    <>
      <TopBar crumbs={[{ label: "Leads", href: "/leads" }]} note={name}>
        <LeadPresence leadId={leadId} draft={contactability.draft} />
        <LeadMenu {...{ leadId, name, person, ...actions }} />
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
        messages={{ ...messages, doors }}
        logContact={logContactAction.bind(null, leadId)}
        markResponded={markRespondedAction}
        loadText={loadTouchTextAction}
        loadOlder={loadOlderTouchesAction.bind(null, leadId)}
        status={<StatusMenu name={shortName} status={lead.status} moves={moves} changeStatus={changeStatus} />}
        live={
          <LeadLiveBanner
            {...{ leadId, leadName: shortName, userId }}
            loadContactability={loadContactabilityAction.bind(null, leadId)}
          />
        }
      />
      <LeadKeys />
    </>
  );
}
