import type { Metadata } from "next";
import { requireContext } from "@/app/_adapters/session";
import { suggestionActionsOf } from "@/app/_adapters/suggestion-actions";
import { TopBar } from "@/components/shell/top-bar";
import { SuggestionTabs } from "@/components/suggestions/suggestion-tabs";
import { SuggestionsBoard } from "@/components/suggestions/suggestions-board";
import { getAutonomy } from "@/lib/autonomy/queries";
import { goesAtOnce } from "@/lib/autonomy/rules";
import { read } from "@/lib/core/read";
import { listOpen } from "@/lib/suggestions/queries";

export const metadata: Metadata = { title: "Suggestions" };

type Props = { searchParams: Promise<{ whose?: string }> };

export default async function SuggestionsPage({ searchParams }: Props) {
  const ctx = await requireContext();
  const all = (await searchParams).whose === "all";
  const asked = { userId: ctx.actor.userId, now: ctx.now, all };
  const [suggestions, { data: kinds }] = await read(ctx, "suggestions:read", (tx) =>
    Promise.all([listOpen(tx, asked), getAutonomy(tx, ctx.actor.userId, ctx.now)]),
  );
  const oneClick = kinds.filter((one) => goesAtOnce(one.effective.level)).map((one) => one.action);
  return (
    <>
      <TopBar title="Suggestions" />
      <SuggestionTabs current={all ? "all" : "mine"} />
      <div className="scroll">
        <SuggestionsBoard {...{ suggestions, oneClick }} actions={suggestionActionsOf()} />
      </div>
    </>
  );
}
