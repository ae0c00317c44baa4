import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { pauseSequencesAction, resumeSequencesAction } from "@/app/_actions/sequences";
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

export default async function SequencesPage() {
  const ctx = await requireContext();
  const sequences = await read(ctx, "sequences:read", listSequences);
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
      <TopBar title="Sequences">{add}</TopBar>
      <div className="scroll">
        {sequences.length > 0 ? (
          <SequencesTable sequences={sequences} />
        ) : (
          <EmptyState title="No sequences yet">
            A sequence contacts people step by step over time, through the same guard as you, and stops when they answer
            or somebody steps in. An admin writes them.
          </EmptyState>
        )}
      </div>
    </>
  );
}
