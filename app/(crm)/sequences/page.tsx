import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { pauseSequencesAction, resumeSequencesAction } from "@/app/_actions/sequences";
import { pageQuery, type SearchParams } from "@/app/_adapters/page-input";
import { requireContext } from "@/app/_adapters/session";
import { HoldAll } from "@/components/sequences/hold-all";
import { SequencesTable } from "@/components/sequences/sequences-table";
import { TopBar } from "@/components/shell/top-bar";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { mayDo } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";
import { listSequences } from "@/lib/sequences/queries";

export const metadata: Metadata = { title: "Sequences" };

type Props = { searchParams: Promise<SearchParams> };

export default async function SequencesPage({ searchParams }: Props) {
  const ctx = await requireContext();
  const { campaign_id } = pageQuery(await searchParams);
  const all = await read(ctx, "sequences:read", listSequences);
  const ofCampaign = all.filter((one) => one.campaign?.id === campaign_id && one.state !== "archived");
  const sequences = campaign_id ? ofCampaign : all;
  const add = mayDo(ctx.actor.role, ctx.actor.scopes, "sequences:write") ? (
    <>
      <HoldAll sequences={sequences} pause={pauseSequencesAction} resume={resumeSequencesAction} />
      <ButtonLink href="/sequences/new" variant="primary" icon={Plus}>
        New sequence
      </ButtonLink>
    </>
  ) : null;
  return (
    <>
      {campaign_id ? (
        <TopBar
          crumbs={[{ label: "Sequences", href: "/sequences" }]}
          title={`Of ${sequences[0]?.campaign?.name ?? "one campaign"}`}
          note={String(sequences.length)}
        />
      ) : (
        <TopBar title="Sequences">{add}</TopBar>
      )}
      <div className="scroll">
        {sequences.length > 0 ? (
          <SequencesTable sequences={sequences} />
        ) : campaign_id ? (
          <EmptyState title="No sequence of this campaign">
            Choose the campaign on the page of a sequence, and what it sends from then on is counted to it.
          </EmptyState>
        ) : (
          <EmptyState title="No sequences yet">
            A sequence contacts people step by step over time, through the same guard as you, and stops when they answer
            or somebody steps in.{add ? null : " An admin writes them."}
          </EmptyState>
        )}
      </div>
    </>
  );
}
