import type { Metadata } from "next";
import { actionsOf } from "@/app/_adapters/lead-actions";
import { loadLead } from "@/app/_adapters/lead-page";
import { sharingOf } from "@/app/_adapters/point-sharing";
import { suggestionActionsOf } from "@/app/_adapters/suggestion-actions";
import { TwinNotes } from "@/components/duplicates/twin-notes";
import { HandOverNotes } from "@/components/hand-overs/hand-over-notes";
import { LeadKeys } from "@/components/leads/lead-keys";
import { LeadMenu } from "@/components/leads/lead-menu";
import { LeadScreen } from "@/components/leads/lead-screen";
import { LeadWays } from "@/components/leads/lead-ways";
import { MoreFacts } from "@/components/leads/more-facts";
import { StatusMenu } from "@/components/leads/status-menu";
import { LeadLiveBanner } from "@/components/live/lead-live-banner";
import { LeadPresence } from "@/components/live/lead-presence";
import { TopBar } from "@/components/shell/top-bar";
import { LeadSuggestions } from "@/components/suggestions/lead-suggestions";

type Props = { params: Promise<{ leadId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await loadLead((await params).leadId)).name };
}

export default async function LeadPage({ params }: Props) {
  const { leadId } = await params;
  const { ctx, name, lead, contactability, messages, consents, handOvers, ...more } = await loadLead(leadId);
  const [userId, leadName, act] = [ctx.actor.userId, lead.first_name ?? name, actionsOf(leadId, ctx.actor.role)];
  return (
    <>
      <TopBar crumbs={[{ label: "Leads", href: "/leads" }]} note={name}>
        <LeadPresence leadId={leadId} draft={contactability.draft} />
        <LeadMenu {...{ leadId, name, mine: more.mine }} {...act.menu} />
      </TopBar>
      <LeadScreen
        {...{ lead, contactability, userId, phone: more.phone, tracked: more.tracked }}
        facts={<MoreFacts lead={{ ...lead, name }} consents={consents} {...more} act={act} />}
        beside={sharingOf(more.points, ctx.actor.role)}
        {...more.timeline}
        notes={{ ...more.notes, actions: act.notes }}
        messages={{ ...messages, doors: act.messages }}
        {...act.screen}
        status={<StatusMenu name={leadName} {...more.status} {...act.status} />}
        live={
          <>
            <LeadSuggestions suggestions={more.suggestions} actions={suggestionActionsOf()} />
            <HandOverNotes {...{ handOvers, leadName }} {...act.handOver} />
            <TwinNotes {...{ leadId, leadName }} {...more.twins} {...act.twins} />
            <LeadLiveBanner {...{ leadId, leadName, userId }} {...act.banner} />
          </>
        }
      />
      <LeadWays leadId={leadId} />
      <LeadKeys />
    </>
  );
}
