import type { ComponentProps } from "react";
import { ClientFacts } from "@/components/clients/client-facts";
import { ConsentPanel } from "@/components/consents/consent-panel";
import { ScoreFacts } from "@/components/scoring/score-facts";
import { LeadSequences } from "@/components/sequences/lead-sequences";
import { LeadTags, type LeadTagsProps } from "@/components/tags/lead-tags";
import { Stakeholders } from "./stakeholders";

type Consent = ComponentProps<typeof ConsentPanel>;
type Scored = ComponentProps<typeof ScoreFacts>;
type Running = ComponentProps<typeof LeadSequences>;
type Others = ComponentProps<typeof Stakeholders>;

type MoreFactsProps = {
  client: ComponentProps<typeof ClientFacts>["client"];
  lead: Consent["lead"] & { id: string; tags: string[] };
  score: Scored["score"];
  tagging: Pick<LeadTagsProps, "colours" | "known">;
  stakeholders: Others["stakeholders"];
  consents: Consent["consents"];
  sequences: Pick<Running, "enrollments" | "sequences">;
  act: {
    tags: Pick<LeadTagsProps, "add" | "remove">;
    sequences: Running["doors"];
    addStakeholder: Others["add"];
    recordConsent: Consent["record"];
    recomputeLead: Scored["recompute"];
  };
};

/** What is known of a lead below its own facts: score, the client it became, tags, sequences, who else has a say, and what they agreed to. */
export function MoreFacts({ client, lead, score, tagging, stakeholders, consents, sequences, act }: MoreFactsProps) {
  return (
    <>
      <ScoreFacts score={score} recompute={act.recomputeLead} />
      <ClientFacts client={client} />
      <LeadTags tags={lead.tags} {...tagging} {...act.tags} />
      <LeadSequences leadId={lead.id} {...sequences} doors={act.sequences} />
      <Stakeholders stakeholders={stakeholders} add={act.addStakeholder} />
      <ConsentPanel lead={lead} consents={consents} record={act.recordConsent} />
    </>
  );
}
