"use client";

import { Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffectEvent } from "react";
import { useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { showProblem } from "@/components/ui/toast";
import type { Problem } from "@/lib/guard/schema";
import { useBulk, useBulkEnd } from "./bulk-provider";

export type BulkById = (input: {
  bulk_action_id: string;
}) => Promise<{ ok: true; output: unknown } | { ok: false; problem: Problem }>;

type Props = { id: string; changed: number; undo: BulkById };

/** Gives every lead back what it had, but those changed since. */
export function UndoBulkButton({ id, changed, undo }: Props) {
  const router = useRouter();
  const { watch } = useBulk();
  const takeBack: BulkById = async (input) => {
    const answer = await undo(input);
    if (!answer.ok) showProblem(answer.problem.detail);
    return answer;
  };
  const { run, busy } = useAction(takeBack, () => {
    watch({ id, total: changed, undoing: true });
    router.refresh();
  });
  return (
    <Button icon={Undo2} busy={busy} onClick={() => run({ bulk_action_id: id })}>
      Undo
    </Button>
  );
}

/** Draws the page anew when a change of many leads has ended. */
export function RefreshAtBulkEnd() {
  const router = useRouter();
  const refresh = useEffectEvent(() => router.refresh());
  useBulkEnd(() => refresh());
  return null;
}
