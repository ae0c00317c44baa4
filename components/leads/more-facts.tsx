import type { ComponentProps } from "react";
import { ClientFacts } from "@/components/clients/client-facts";
import { ConsentPanel } from "@/components/consents/consent-panel";
import { ScoreFacts } from "@/components/scoring/score-facts";
import { LeadTags, type LeadTagsProps } from "@/components/tags/lead-tags";
import { Stakeholders } from "./stakeholders";

type Consent = ComponentProps<typeof ConsentPanel>;
type Scored = ComponentProps<typeof ScoreFacts>;
type Others = ComponentProps<typeof Stakeholders>;

type MoreFactsProps = {
  client: ComponentProps<typeof ClientFacts>["client"];
  lead: Consent["lead"] & { tags: string[] };
  score: Scored["score"];
  tagging: Pick<LeadTagsProps, "colours" | "known">;
  stakeholders: Others["stakeholders"];
  consents: Consent["consents"];
  act: {
    tags: Pick<LeadTagsProps, "add" | "remove">;
    addStakeholder: Others["add"];
    recordConsent: Consent["record"];
    recomputeLead: Scored["recompute"];
  };
};

/** What is known of a lead below its own facts: its score, the client it became, tags, who else has a say, and what they agreed to. */
export function MoreFacts({ client, lead, score, tagging, stakeholders, consents, act }: MoreFactsProps) {
  return (
    <>
      <ScoreFacts score={score} recompute={act.recomputeLead} />
      <ClientFacts client={client} />
      <LeadTags tags={lead.tags} {...tagging} {...act.tags} />
      <Stakeholders stakeholders={stakeholders} add={act.addStakeholder} />
      <ConsentPanel lead={lead} consents={consents} record={act.recordConsent} />
    </>
  );
}
