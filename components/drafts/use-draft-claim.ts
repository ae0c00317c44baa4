"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";
import { useLiveEvents } from "@/components/live/live-provider";
import type { ClaimedDraft } from "@/lib/drafts/schema";
import type { Channel } from "@/lib/guard/schema";
import { askClaim, askRelease } from "./draft-requests";

/** `mine`: colleagues are warned. `theirs`: a colleague writes. `lost`: a colleague took over from here. */
export type DraftClaim =
  | { state: "none" }
  | { state: "mine" }
  | { state: "theirs"; draft: NonNullable<ClaimedDraft["draft"]> }
  | { state: "lost"; by: string | null };

export type DraftClaimOptions = {
  leadId: string;
  /** what is being written on; null: nothing is being written that others should wait for */
  method: Channel | null;
  /** what was typed: a claim is renewed when it changes, once a minute at most */
  typed: readonly string[];
};

const RENEW_AFTER = 60_000;
const NONE: DraftClaim = { state: "none" };

/** Claims the person for who writes, from opening to closing, in whatever composer: colleagues see it and are warned. */
export function useDraftClaim({ leadId, method, typed }: DraftClaimOptions) {
  const router = useRouter();
  const [claim, setClaim] = useState<DraftClaim>(NONE);
  const asked = useRef({ at: 0, turn: 0 });
  const ask = useCallback(
    async (takeOver = false) => {
      if (!method) return;
      const turn = asked.current.turn + 1;
      asked.current = { at: Date.now(), turn };
      const answer = await askClaim(leadId, method, takeOver);
      if (answer && turn === asked.current.turn)
        setClaim(answer.draft ? { state: "theirs", draft: answer.draft } : { state: "mine" });
    },
    [leadId, method],
  );
  // On another channel the claim moves by itself; it is released when nothing is written any more.
  const writing = method !== null;
  useEffect(() => void ask(), [ask]);
  useEffect(() => {
    if (!writing) return;
    const leave = () => askRelease(leadId, true);
    window.addEventListener("pagehide", leave);
    return () => {
      asked.current.turn++;
      window.removeEventListener("pagehide", leave);
      setClaim(NONE);
      askRelease(leadId, false);
    };
  }, [leadId, writing]);

  const renew = useEffectEvent(() => {
    if (claim.state === "mine" && Date.now() - asked.current.at > RENEW_AFTER) void ask();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: typing is what renews
  useEffect(() => renew(), [typed.join("\n")]);

  useLiveEvents({ leadId, kinds: ["lead.drafting"] }, (event) => {
    if (event.kind !== "lead.drafting" || !method) return;
    const { drafting, taken_from, user, method: group } = event.body;
    if (drafting && taken_from !== null) {
      // An answer that is still on its way is older than this.
      asked.current.turn++;
      setClaim({ state: "lost", by: user?.name ?? null });
    }
    // Whoever was in the way has gone, or is done.
    else if (!drafting && (claim.state === "lost" || (claim.state === "theirs" && group === claim.draft.method)))
      void ask();
  });
  const takeOver = async () => {
    await ask(true);
    // Nobody is told of themselves, so the verdict is asked for here.
    router.refresh();
  };
  return { claim, takeOver };
}
