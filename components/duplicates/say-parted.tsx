import Link from "next/link";
import { showToast } from "@/components/ui/toast";
import type { Problem } from "@/lib/guard/schema";
import { displayName } from "@/lib/leads/rules";
import type { UndoneMerge } from "@/lib/merges/schema";

export type TakeApart = () => Promise<{ ok: true; output: UndoneMerge } | { ok: false; problem: Problem }>;

/** That two leads are two again, where the other is, and what did not go back. */
export function sayParted({ lead, restored, kept, stayed }: UndoneMerge): void {
  const touches = `${stayed} ${stayed === 1 ? "touch" : "touches"} since the merge`;
  const rest = [...(stayed > 0 ? [touches] : []), ...(kept.length > 0 ? ["what was edited since"] : [])];
  showToast({
    message: (
      <>
        <Link className="link underline" href={`/leads/${restored.id}`}>
          {displayName(restored)}
        </Link>{" "}
        is a lead of their own again.
        {rest.length > 0 ? ` ${displayName(lead)} keeps ${rest.join(" and ")}.` : null}
      </>
    ),
    seconds: 12,
  });
}
